import type { Pilot } from '../any-browser/pilot.ts';
import { pageOf } from './page.ts';
import type { Scenario } from './scenario.ts';
import type { Run, Till } from './till.ts';

/** What presses a page of the till. */
export interface Presser extends Pick<Pilot, 'open' | 'read' | 'press'> {
  /** The Enter key in the field that has the focus. */
  enter(): Promise<unknown>;
}

const PRESS_BY_SCRIPT = {
  'click by script': 'button.click()',
  requestSubmit: 'form.requestSubmit(button)',
} as const;

/** Opens the page of a scenario and presses once; resolves when the page has done everything it had to. */
export async function play(
  scenario: Scenario,
  {
    till,
    presser,
    isGuarded,
  }: { readonly till: Till; readonly presser: Presser; readonly isGuarded: boolean },
): Promise<Run> {
  const leaves = isGuarded && scenario.actions.includes('go elsewhere');
  const run = till.begin((id) => pageOf(scenario, { run: id, isGuarded }), { leaves });
  await presser.open(`${till.origin}/`);
  // The guards are there once the modules have run.
  await presser.read(
    'document.readyState === "complete" || new Promise((done) => addEventListener("load", done))',
  );
  const { press } = scenario;
  if (press === 'click') await presser.press('#pay');
  else if (press === 'enter') {
    await presser.read('void find("[name=name]").focus()');
    await presser.enter();
  } else await presser.read(`void setTimeout(() => { ${PRESS_BY_SCRIPT[press]} })`);
  await run.over;
  return run;
}
