import { toTuple } from '../../../../src/wire/recording.ts';
import type { Random } from '../../../../train/random.ts';
import { type Stroke, strokesOf } from '../../bots/os/strokes.ts';
import { type Press, pressesOf } from '../../bots/os/typing.ts';
import type { Person, Pool } from '../../cohorts/pool.ts';
import type { Box, Generator, Hand, Pause, Point, Sample, Setting } from './hand.ts';
import { named } from './settings.ts';
import { strike } from './strike.ts';

/** How much a copy is changed. The textbook's changes nothing but the least that makes no copy of it. */
const SETTINGS = [
  { name: 'pace', low: 0.7, high: 1.6, textbook: 1, log: true },
  { name: 'jitterMs', low: 0.1, high: 20, textbook: 1, log: true },
  { name: 'jitterPx', low: 0.01, high: 2, textbook: 0.2, log: true },
  { name: 'settleMs', low: 40, high: 500, textbook: 150, log: true },
  { name: 'holdJitter', low: 0.001, high: 0.3, textbook: 0.02, log: true },
  { name: 'gapJitter', low: 0.001, high: 0.5, textbook: 0.02, log: true },
  { name: 'waitMs', low: 100, high: 3000, textbook: 500, log: true },
  { name: 'tabShare', low: 0, high: 0.9, textbook: 0.5 },
] as const satisfies readonly Setting[];
type Drawn = ReturnType<typeof named<typeof SETTINGS>>;

const NOTCH_PX = 120;
/** A person with fewer strokes or presses cannot fill a form without repeating. */
const LEAST = 25;

/**
 * One person's recorded strokes, each turned and scaled to the next field, and another one's typing rhythm.
 */
export function createRetargeted(pool: Pool): Generator {
  const hands = pool.sapimouse.map(strokesOfPerson).filter((strokes) => strokes.length >= LEAST);
  const typists = pool.hofstra.map(pressesOfPerson).filter((presses) => presses.length >= LEAST);
  return {
    name: 'retargeted',
    note: 'strokes and typing of recorded people, turned and scaled to the fields',
    settings: SETTINGS,
    createHand: (values, random) =>
      createHand(named(SETTINGS, values), {
        strokes: random.pick(hands),
        presses: random.pick(typists),
        random,
      }),
  };
}

const tuplesOf = ({ samples }: Person) => samples.map(({ events }) => events.map(toTuple));
const strokesOfPerson = (person: Person): Stroke[] => tuplesOf(person).flatMap(strokesOf);
const pressesOfPerson = (person: Person): Press[] => tuplesOf(person).flatMap((events) => pressesOf(events));

interface Source {
  readonly strokes: readonly Stroke[];
  readonly presses: readonly Press[];
  readonly random: Random;
}

function createHand(v: Drawn, { strokes, presses, random }: Source): Hand {
  const used = new Set<Stroke>();
  let typed = random.integer(0, presses.length - 1);

  function reach(from: Point, target: Box): Sample[] {
    const around = () => 0.5 + (random.uniform() + random.uniform() + random.uniform() - 1.5) / 3;
    const wanted: Point = [
      target.x + Math.min(target.width, 240) * around() - from[0],
      target.y + target.height * around() - from[1],
    ];
    const stroke = nearest(wanted);
    const end = stroke.at(-1) ?? [0, 1, 0];
    const length2 = end[1] ** 2 + end[2] ** 2 || 1;
    const cos = (wanted[0] * end[1] + wanted[1] * end[2]) / length2;
    const sin = (wanted[1] * end[1] - wanted[0] * end[2]) / length2;
    let before = 0;
    return stroke.slice(1).map(([ms, x, y]) => {
      before = Math.max(before + 1, ms * v.pace + random.normal(0, v.jitterMs));
      return [
        before,
        from[0] + cos * x - sin * y + random.normal(0, v.jitterPx),
        from[1] + sin * x + cos * y + random.normal(0, v.jitterPx),
      ];
    });
  }

  /** The stroke that needs the least change; each is used once, until none is left. */
  function nearest([dx, dy]: Point): Stroke {
    if (used.size >= strokes.length - 1) used.clear();
    const distanceTo = (stroke: Stroke) =>
      Math.hypot((stroke.at(-1)?.[1] ?? 0) - dx, (stroke.at(-1)?.[2] ?? 0) - dy);
    const best = strokes
      .filter((stroke) => !used.has(stroke))
      .reduce((left, right) => (distanceTo(right) < distanceTo(left) ? right : left));
    used.add(best);
    return best;
  }

  const about = (ms: number) => v.pace * random.logNormal(ms, 0.4);
  const waits: Readonly<Record<Pause, number>> = {
    reading: 3 * v.waitMs,
    'next-field': v.waitMs,
    'to-keyboard': v.waitMs,
    'to-mouse': v.waitMs,
    'before-paying': 2 * v.waitMs,
  };
  return {
    reach,
    press: () => ({ settleMs: about(v.settleMs), holdMs: random.logNormal(90, 0.2) }),
    type: (text) =>
      strike(
        [...text],
        () => {
          const press = presses[typed % presses.length] ?? { gapMs: 150, dwellMs: 90 };
          typed += 1;
          return {
            gapMs: press.gapMs * v.pace * Math.exp(random.normal(0, v.gapJitter)),
            holdMs: press.dwellMs * Math.exp(random.normal(0, v.holdJitter)),
          };
        },
        { leadMs: 80, lagMs: 20 },
      ),
    wheel: (px) =>
      Array.from({ length: Math.max(1, Math.round(Math.abs(px) / NOTCH_PX)) }, (_, index) => {
        return { at: index * 110 + random.uniform(0, 60), deltaY: Math.sign(px) * NOTCH_PX };
      }),
    pauseMs: (reason) => about(waits[reason]),
    usesTab: () => random.chance(v.tabShare),
    wanders: random.integer(0, 3),
  };
}
