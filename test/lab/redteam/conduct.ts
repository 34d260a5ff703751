import type { Random } from '../../../train/random.ts';
import type { Step, Task } from '../bots/task.ts';
import type { Body } from './body.ts';
import type { Box, Hand, Point } from './generators/hand.ts';

/** A control is brought this far into the viewport before it is aimed at, px. */
const MARGIN_PX = 8;
/** A page that is this many turns of the wheel long is broken. */
const MOST_TURNS = 40;
/** A select's letter, or Tab, held as the hand's own keys are. */
const ALONE = { at: 0, down: true } as const;

/** Fills the form as the hand would, and presses the button that ends it. */
export async function conduct(task: Task, hand: Hand, { body, random, pressed }: Scene): Promise<void> {
  let at: Point = [random.integer(40, body.width - 40), random.integer(40, body.height - 40)];

  const goTo = async (target: Box): Promise<void> => {
    const samples = hand.reach(at, target);
    await body.move(samples);
    const end = samples.at(-1);
    if (end) at = [end[1], end[2]];
  };
  const inSight = async (id: string): Promise<Box> => {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      const box = await body.place(id);
      const [above, below] = [MARGIN_PX - box.y, box.y + box.height + MARGIN_PX - body.height];
      if (above <= 0 && below <= 0) return box;
      await body.wheel(hand.wheel(below > 0 ? below + 120 : -above - 120));
      await body.wait(hand.pauseMs('to-mouse'));
    }
    throw new Error(`#${id} stays out of sight`);
  };
  const press = async (id: string): Promise<void> => {
    await goTo(await inSight(id));
    const { settleMs, holdMs } = hand.press();
    await body.wait(settleMs);
    await body.press(holdMs);
  };
  const tab = () => body.keys(alone('Tab', hand));

  await body.wait(hand.pauseMs('reading'));
  for (let place = 0; place < hand.wanders; place += 1) {
    const [x, y] = [random.uniform(0.1, 0.8) * body.width, random.uniform(0.1, 0.8) * body.height];
    await goTo({ x, y, width: 80, height: 60 });
    await body.wait(hand.pauseMs('reading') / 2);
  }
  let previous: Step['do'] | null = null;
  for (const step of task.steps) {
    if (step.do === 'enter') {
      const tabs = (previous === 'enter' || previous === 'choose') && hand.usesTab();
      await body.wait(hand.pauseMs(tabs ? 'next-field' : 'to-mouse'));
      await (tabs ? tab() : press(step.id));
      await body.wait(hand.pauseMs('to-keyboard'));
      await body.keys(hand.type(step.text));
    } else if (step.do === 'choose') {
      await body.wait(hand.pauseMs('next-field'));
      await tab();
      await body.wait(hand.pauseMs('to-keyboard'));
      await body.keys(alone(step.option.slice(0, 1).toLowerCase(), hand));
    } else if (step.do === 'press') {
      await body.wait(hand.pauseMs('to-mouse'));
      await press(step.id);
      await pressed?.(step.id);
    }
    previous = step.do;
  }
  await body.wait(hand.pauseMs('before-paying'));
  await press(task.submit.id);
}

export interface Scene {
  readonly body: Body;
  readonly random: Random;
  /** What a press of the task brings about, before the hand goes on; the last press has nothing after it. */
  pressed?(id: string): Promise<void>;
}

/** One key, held as long as the hand holds a letter. */
function alone(key: string, hand: Hand) {
  const letter = hand.type('e').filter(({ key }) => key === 'e');
  const holdMs = (letter.at(-1)?.at ?? 90) - (letter[0]?.at ?? 0);
  return [
    { ...ALONE, key },
    { ...ALONE, key, at: holdMs, down: false },
  ];
}
