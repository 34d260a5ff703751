import type { Hands, Stage } from './stage.ts';

/** Does the task step by step, and waits until its verdict was verified. */
export async function carryOut({ task, judged }: Stage, hands: Hands): Promise<void> {
  for (const step of task.steps) {
    if (step.do === 'enter') await hands.enter(step.id, step.text);
    else if (step.do === 'choose') await hands.choose(step.id, step.value);
    else if (step.do === 'press') await hands.press(step.id);
    else if (step.do === 'await') await hands.shown(step.id);
    else await hands.scroll?.(step.deltaY);
  }
  await hands.press(task.submit.id);
  await judged();
}
