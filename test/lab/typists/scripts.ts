import type { Random } from '../../../train/random.ts';
import type { HumanPress } from '../../../train/simulate/typing.ts';
import { gamma } from '../gamma.ts';

/** When a key comes after the one before, and how long it is held, ms. */
export interface Beat {
  readonly gap: number;
  readonly dwell: number;
}

export interface Text {
  /** The person's own presses, whose keys the script strikes. */
  readonly own: readonly HumanPress[];
  /** Presses of all other people. */
  readonly pool: readonly HumanPress[];
  readonly random: Random;
}

/** A script that types a recorded text: the keys are the person's, the times are its own. */
export interface TypingScript {
  readonly name: string;
  readonly note: string;
  create(text: Text): (index: number) => Beat;
}

/** Longer gaps are thought and no typing, ms; a script that draws one draws a shorter one. */
const LONGEST_MS = 3000;
const usable = (presses: readonly HumanPress[]) => presses.filter(({ gap }) => gap < LONGEST_MS);

/**
 * Scripts that no training has: they stay in the lab, so that what a refit gains on them is no memory of
 * them.
 */
export const SCRIPTS: readonly TypingScript[] = [
  {
    name: 'pool-drawn',
    note: 'every interval and every hold drawn from those of all other people',
    create({ pool, random }) {
      const presses = usable(pool);
      return () => ({ gap: random.pick(presses).gap, dwell: random.pick(presses).dwell });
    },
  },
  {
    name: 'shuffled',
    note: "the person's own intervals and holds in another order",
    create({ own, random }) {
      const gaps = shuffled(
        usable(own).map(({ gap }) => gap),
        random,
      );
      const dwells = shuffled(
        own.map(({ dwell }) => dwell),
        random,
      );
      return (index) => ({
        gap: gaps[index % gaps.length] ?? 150,
        dwell: dwells[index % dwells.length] ?? 90,
      });
    },
  },
  {
    name: 'gamma-with-word-pauses',
    note: 'gamma noise about a base, a gamma pause before words, gamma holds',
    create({ own, random }) {
      const base = random.logUniform(90, 220);
      const cv = random.uniform(0.25, 0.6);
      const [holdMs, holdCv] = [random.uniform(70, 120), random.uniform(0.15, 0.35)];
      const wordMs = random.uniform(60, 350);
      return (index) => {
        const word = own[index - 1]?.class === 'space' ? gamma(random, wordMs, 0.7) : 0;
        return { gap: gamma(random, base, cv) + word, dwell: gamma(random, holdMs, holdCv) };
      };
    },
  },
  {
    name: 'per-key-pair',
    note: "drawn from the person's own intervals of the same two keys, and holds of the same key",
    create({ own, random }) {
      const gaps = new Map<string, number[]>();
      const dwells = new Map<string, number[]>();
      const add = (map: Map<string, number[]>, name: string, value: number) =>
        map.set(name, [...(map.get(name) ?? []), value]);
      own.forEach(({ key, class: group, gap, dwell }, index) => {
        add(dwells, `${key}`, dwell);
        if (gap >= LONGEST_MS) return;
        add(gaps, `${own[index - 1]?.key} ${key}`, gap);
        add(gaps, `${own[index - 1]?.class} ${group}`, gap);
      });
      return (index) => {
        const [before, now] = [own[index - 1], own[index]];
        const pair = gaps.get(`${before?.key} ${now?.key}`) ?? gaps.get(`${before?.class} ${now?.class}`);
        return { gap: random.pick(pair ?? [300]), dwell: random.pick(dwells.get(`${now?.key}`) ?? [90]) };
      };
    },
  },
  {
    name: 'metronome',
    note: 'one constant interval; gamma holds',
    create({ random }) {
      const gap = random.logUniform(80, 260);
      const [holdMs, holdCv] = [random.uniform(60, 110), random.uniform(0.1, 0.35)];
      return () => ({ gap, dwell: gamma(random, holdMs, holdCv) });
    },
  },
  {
    name: 'log-normal',
    note: 'log-normal intervals and holds of the textbook, keys overlap',
    create({ random }) {
      const [gap, gapSigma] = [random.logUniform(110, 200), random.uniform(0.35, 0.6)];
      const [dwell, dwellSigma] = [random.uniform(80, 115), random.uniform(0.2, 0.3)];
      return () => ({ gap: random.logNormal(gap, gapSigma), dwell: random.logNormal(dwell, dwellSigma) });
    },
  },
];

/** Fisher and Yates. */
function shuffled(values: readonly number[], random: Random): number[] {
  const mixed = [...values];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = random.integer(0, last);
    [mixed[last], mixed[other]] = [mixed[other] ?? 0, mixed[last] ?? 0];
  }
  return mixed;
}
