import type { Random } from '../../random.ts';
import { clampUnit } from '../ease.ts';
import { beside, type PointerFamily } from '../family.ts';
import { onto } from './blend.ts';
import { betaCdf } from './fourier.ts';

/** Waves that describe a path across its line. */
const WAVES = 6;
/** People's strokes that a session's statistics are taken from. */
const SAMPLE = 24;

/**
 * Strokes drawn from population statistics: bends with the spread that people's have, wave by wave, and a
 * pace whose peak, length and stages have people's means and spreads – but each drawn by itself.
 */
export const population: PointerFamily = {
  create(random) {
    const stages = random.integer(1, 3);
    const free = random.uniform(0.6, 1.4);
    let spreads: readonly number[] | null = null;
    let pauses: readonly number[] = [];
    return (task) => {
      if (spreads === null) {
        const sample = Array.from({ length: SAMPLE }, () => onto(task.donor()));
        spreads = Array.from({ length: WAVES }, (_, k) =>
          spreadOf(sample.map(({ side }) => waveOf(side, k + 1))),
        );
        pauses = sample.map(({ duration }) => Math.log(duration));
      }
      const bends = spreads.map((spread) => random.normal(0, spread * free));
      const [mean, sigma] = [pauses.reduce((a, b) => a + b, 0) / pauses.length, spreadOf(pauses, true)];
      const total = Math.min(
        4000,
        Math.max(80, Math.exp(random.normal(mean, sigma)) * (0.5 + task.distance / 600) ** 0.4),
      );
      const along = paceOf(stages, random);
      return {
        duration: total,
        at(ms) {
          const s = along(clampUnit(ms / total));
          const side = bends.reduce((sum, bend, k) => sum + bend * Math.sin((k + 1) * Math.PI * s), 0);
          return s >= 1 ? task.to : beside(task, s, side * task.distance);
        },
      };
    };
  },
};

/** A main push and shorter ones after it, each a beta bell. */
function paceOf(stages: number, random: Random): (u: number) => number {
  const parts = Array.from({ length: stages }, (_, index) => ({
    start: index === 0 ? 0 : random.uniform(0.3, 0.7),
    weight: index === 0 ? 1 : random.uniform(0.02, 0.25),
    rise: betaCdf(random.uniform(1.8, 3.5), random.uniform(2.5, 6)),
  }));
  const sum = parts.reduce((all, { weight }) => all + weight, 0);
  return (u) =>
    parts.reduce(
      (way, { start, weight, rise }) => way + (weight / sum) * rise(clampUnit((u - start) / (1 - start))),
      0,
    );
}

/** How much of the k-th half wave a path holds. */
function waveOf(side: (u: number) => number, k: number): number {
  let sum = 0;
  for (let i = 0; i < 32; i += 1) sum += side((i + 0.5) / 32) * Math.sin((k * Math.PI * (i + 0.5)) / 32);
  return sum / 16;
}

function spreadOf(values: readonly number[], centred = false): number {
  const middle = centred ? values.reduce((a, b) => a + b, 0) / values.length : 0;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
}
