import { onPage } from '../../bots/drivers/on-page.ts';
import { onWindow } from '../../bots/os/window.ts';
import type { Actor, Stage } from '../../bots/stage.ts';
import { openPool } from '../../cohorts/pool.ts';
import { GENERATORS } from '../attackers.ts';
import type { Body } from '../body.ts';
import { conduct } from '../conduct.ts';
import type { Generator, Hand } from '../generators/hand.ts';
import { createRetargeted } from '../generators/retargeted.ts';
import { blindPoint, textbookOf, valuesAt } from '../generators/settings.ts';
import type { Start } from '../search/search.ts';
import type { Delivery } from '../simulate/delivery.ts';
import { protocolBody, withoutMoves } from './protocol.ts';
import { systemBody } from './system.ts';

/** Height of the browser's own bars, px. */
const BARS_PX = 90;

/** Points of the unit cube that searches ended at, by the name of the live attacker. */
export type Points = Readonly<Record<string, readonly (readonly number[])[]>>;

/** Settings that an attacker goes to the shop with. */
export type Settings = Start | 'found';

export const liveName = (generator: string, settings: Settings, delivery: Delivery): string =>
  `${generator}-${settings}-${delivery}`;

/** Every attacker of the live legs; `points` are what searches found. */
export function liveActors(points: Points): Actor[] {
  const drawn = GENERATORS.flatMap((generator) =>
    (['blind', 'textbook', 'found'] as const).flatMap((settings) =>
      (['protocol', 'system'] as const).map((delivery) =>
        composedActor(async () => generator, { name: generator.name, settings, delivery, points }),
      ),
    ),
  );
  const retargeted = async () => createRetargeted(await openPool('test', () => undefined));
  const copies = (['protocol', 'system'] as const).map((delivery) =>
    composedActor(retargeted, { name: 'retargeted', settings: 'textbook', delivery, points }),
  );
  return [...drawn, ...copies, pressesWithoutMoves];
}

interface Composed {
  readonly name: string;
  readonly settings: Settings;
  readonly delivery: Delivery;
  readonly points: Points;
}

function composedActor(
  load: () => Promise<Generator>,
  { name, settings, delivery, points }: Composed,
): Actor {
  const actorName = liveName(name, settings, delivery);
  const handOf = async (stage: Stage): Promise<Hand> => {
    const generator = await load();
    const point = pointOf(generator, { settings, stage, points: points[actorName] ?? [] });
    return generator.createHand(valuesAt(generator.settings, point), stage.random);
  };
  return {
    name: actorName,
    kind: 'tool',
    fit: (drawn) => ({ ...drawn, dpr: 1, headful: delivery === 'system' }),
    play: (stage) => (delivery === 'system' ? bySystem(stage, handOf) : byProtocol(stage, handOf)),
  };
}

interface Where {
  readonly settings: Settings;
  readonly stage: Stage;
  readonly points: readonly (readonly number[])[];
}

function pointOf(generator: Generator, { settings, stage, points }: Where): readonly number[] {
  if (settings === 'blind') return blindPoint(generator.settings, stage.random);
  if (settings === 'textbook') return textbookOf(generator.settings);
  return stage.random.pick(points);
}

async function fill(stage: Stage, body: Body, hand: Hand): Promise<void> {
  await conduct(stage.task, hand, { body, random: stage.random });
  await stage.judged();
}

async function byProtocol(stage: Stage, handOf: (stage: Stage) => Promise<Hand>): Promise<void> {
  const hand = await handOf(stage);
  await onPage(stage, (page) => fill(stage, protocolBody(page, stage.setting), hand));
}

async function bySystem(stage: Stage, handOf: (stage: Stage) => Promise<Hand>): Promise<void> {
  const hand = await handOf(stage);
  const { width, height } = stage.setting;
  await onWindow(stage, async ({ page, display }) => fill(stage, await systemBody(page, display), hand), {
    size: { width, height: height + BARS_PX },
  });
}

const textbookHand = ({ settings, createHand }: Generator, { random }: Stage): Hand =>
  createHand(valuesAt(settings, textbookOf(settings)), random);

/** The generator whose typing is log-normal. */
function logNormal(): Generator {
  const generator = GENERATORS.find(({ name }) => name === 'B');
  if (!generator) throw new Error('no generator B');
  return generator;
}

/** An agent that presses where a control is and never moves there; keys as in the textbook. */
const pressesWithoutMoves: Actor = {
  name: 'presses-without-moves',
  kind: 'tool',
  note: 'raw presses of the debugging protocol without a move; typing of generator B, which is log-normal',
  fit: (drawn) => ({ ...drawn, dpr: 1, headful: false }),
  async play(stage) {
    const hand = textbookHand(logNormal(), stage);
    await onPage(stage, async (page) => fill(stage, await withoutMoves(page, stage.setting), hand));
  },
};

/** Two fields, one set by a script and one typed, and a press on the button. */
export const twoFields: Actor = {
  name: 'two-fields-one-typed',
  kind: 'tool',
  note: 'sign-in page of the lab; log-normal keys in the short field, `fill` in the long one',
  play: (stage) =>
    onPage(stage, async (page) => {
      const texts = stage.task.steps.flatMap((step) => (step.do === 'enter' ? [step] : []));
      const [short, long] = texts;
      if (!short || !long) throw new Error('the page has no two fields');
      // The shorter one is typed: the fewer keys, the less there is to judge.
      await page.click(`#${short.id}`);
      await protocolBody(page, stage.setting).keys(textbookHand(logNormal(), stage).type(short.text));
      await page.fill(`#${long.id}`, long.text);
      await page.click(`#${stage.task.submit.id}`);
      await stage.judged();
    }),
};
