import type { Page } from 'playwright-core';
import type { Random } from '../../../../train/random.ts';
import { assignment } from '../../bots/assignment.ts';
import { onPage } from '../../bots/drivers/on-page.ts';
import { rounding } from '../../bots/people/coarse-clock.ts';
import type { Actor, Stage } from '../../bots/stage.ts';
import type { Step, Task } from '../../bots/task.ts';
import { conduct } from '../conduct.ts';
import { c } from '../generators/c.ts';
import { textbookOf, valuesAt } from '../generators/settings.ts';
import { autofill } from './autofill.ts';
import { protocolBody } from './protocol.ts';

/** Fields of the card: neither a site nor a manager's identity fills them together with the address. */
const CARD = ['card', 'exp', 'cvv'];

export const isOfCard = ({ id }: { readonly id: string }): boolean => CARD.includes(id);

/** Steps that fill a field. */
type Field = Extract<Step, { readonly do: 'enter' | 'choose' }>;
const isField = (step: Step): step is Field => step.do === 'enter' || step.do === 'choose';

/** What makes an attacker look like somebody whom the model exempts. */
interface Pose {
  readonly note: string;
  /** Changes the page before the checkout opens. */
  prepare?(page: Page, task: Task): Promise<unknown>;
  /** What is left for the hand to do. @default the whole task */
  left?(task: Task): Task;
  /** What a press on a field of the task brings about. */
  pressed?(
    id: string,
    visit: { readonly page: Page; readonly task: Task; readonly random: Random },
  ): Promise<void>;
}

/** Generator C at textbook settings, by the debugging protocol, in that pose. */
const pose = (name: string, { note, prepare, left, pressed }: Pose): Actor => ({
  name: `poses-as-${name}`,
  kind: 'tool',
  note,
  fit: (drawn) => ({ ...drawn, dpr: 1, headful: false }),
  play: (stage) =>
    onPage(stage, async (page) => {
      const { task, random, setting } = stage;
      if (prepare) await reopened(page, stage, prepare);
      const hand = c.createHand(valuesAt(c.settings, textbookOf(c.settings)), random);
      await conduct(left?.(task) ?? task, hand, {
        body: protocolBody(page, setting),
        random,
        ...(pressed && { pressed: (id: string) => pressed(id, { page, task, random }) }),
      });
      await stage.judged();
    }),
});

/** Opens the page once more, changed from its first line on. */
async function reopened(
  page: Page,
  { url, task }: Stage,
  prepare: NonNullable<Pose['prepare']>,
): Promise<void> {
  await prepare(page, task);
  await page.goto(url);
  await page.waitForSelector(`#${task.ready}`);
}

/** The fields at which an offer is taken are pressed; whoever made the offer writes into them. */
export function offered(task: Task, ids: readonly string[]): Task {
  const steps = task.steps.flatMap((step): Step[] => {
    if (!isField(step)) return [step];
    return ids.includes(step.id) ? [{ do: 'press', id: step.id, label: step.label }] : [];
  });
  return { ...task, steps };
}

/** Without the steps that the site has done. */
export const without = (task: Task, isDone: (step: Step) => boolean): Task => ({
  ...task,
  steps: task.steps.filter((step) => !isDone(step)),
});

/** Steps that a press on this field fills: the card by itself, everything else with the first field. */
export const filledBy = ({ steps }: Task, id: string) =>
  steps.flatMap((step) => {
    if (!isField(step) || isOfCard(step) !== isOfCard({ id })) return [];
    return [{ id: step.id, text: step.do === 'choose' ? step.value : step.text }];
  });

/** Each text is spoken into its field; what is chosen from a list is still chosen by hand. */
export const spoken = (task: Task): Task => ({
  ...task,
  steps: task.steps.map((step): Step => {
    return step.do === 'enter' ? { do: 'press', id: step.id, label: step.label } : step;
  }),
});

/** From a press to the text, as the approximation of a dictating person has it (bots/people/dictation.ts). */
const SPEAKING_MS = [900, 3000] as const;

const OFFERS = ['name', 'card'];
const isOffer = (id: string) => OFFERS.includes(id);

/** A script that writes the address into the markup before the page's own scripts run, as a site does. */
export const prefilling = (values: readonly { readonly id: string; readonly text: string }[]): string => `{
  const values = ${JSON.stringify(values)};
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    for (const { id, text } of values) {
      const control = document.getElementById(id);
      if (control?.options) for (const option of control.options) option.toggleAttribute('selected', option.value === text);
      else control?.setAttribute('value', text);
    }
  });
}`;

const clock = (grainMs: number, whose: string): Actor =>
  pose(`clock-${grainMs}ms`, {
    note: `the page's clocks are rounded to ${grainMs} ms as ${whose} rounds them`,
    prepare: (page) => page.addInitScript(rounding(grainMs)),
  });

/** Attackers that pose as somebody whom the model exempts, with movement and typing of generator C. */
export const poses: readonly Actor[] = [
  pose('manager', {
    note: 'focus, values and untrusted events of a script, as of a password manager; pointer of generator C',
    left: (task) => offered(task, OFFERS),
    async pressed(id, { page, task }) {
      if (!isOffer(id)) return;
      await page.evaluate(
        filledBy(task, id)
          .map(({ id, text }) => assignment(id, text))
          .join('\n'),
      );
    },
  }),
  pose('autofill', {
    note: "Chromium's own autofill by the debugging protocol (`Autofill.trigger`); pointer of generator C",
    left: (task) => offered(task, OFFERS),
    async pressed(id, { page, task }) {
      if (isOffer(id))
        await autofill(page, id, new Map(filledBy(task, id).map(({ id, text }) => [id, text])));
    },
  }),
  pose('prefilled', {
    note: "the address stands in the form as from the site's account; generator C types the card",
    prepare: (page, task) => page.addInitScript(prefilling(filledBy(task, 'name'))),
    left: (task) => without(task, (step) => isField(step) && !isOfCard(step)),
  }),
  clock(100, "Firefox's resistFingerprinting"),
  clock(1, 'Safari'),
  pose('dictation', {
    note: 'each text comes whole, seconds after the press on its field, as from dictation; pointer of generator C',
    left: spoken,
    async pressed(id, { page, task, random }) {
      const step = task.steps.find((step) => step.do === 'enter' && step.id === id);
      if (step?.do !== 'enter') return;
      await page.waitForTimeout(random.uniform(...SPEAKING_MS));
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Input.insertText', { text: step.text }).finally(() => cdp.detach());
    },
  }),
];
