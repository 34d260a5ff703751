import type { Random } from '../random.ts';

/** Share of the way after share `u` of the time, both 0..1. */
export type Ease = (u: number) => number;

const shapes: readonly Ease[] = [
  (u) => u ** 2,
  (u) => u ** 3,
  (u) => u ** 4,
  (u) => u ** 5,
  (u) => 1 - Math.cos((u * Math.PI) / 2),
  (u) => (u <= 0 ? 0 : 2 ** (10 * (u - 1))),
  (u) => 1 - Math.sqrt(1 - u * u),
];
const out =
  (ease: Ease): Ease =>
  (u) =>
    1 - ease(1 - u);
const inOut =
  (ease: Ease): Ease =>
  (u) =>
    u < 0.5 ? ease(2 * u) / 2 : 1 - ease(2 - 2 * u) / 2;

/**
 * Every ease of the usual tweening libraries: linear, or a power, sine, exponential, circle: in, out, or
 * both.
 */
export function pickEase(random: Random, linearShare = 0.15): Ease {
  if (random.chance(linearShare)) return (u) => u;
  const shape = random.pick(shapes);
  return random.pick([(ease: Ease) => ease, out, inOut, inOut])(shape);
}

/** Minimum-jerk profile (Flash and Hogan 1985). */
export const minimumJerk: Ease = (u) => u * u * u * (10 - 15 * u + 6 * u * u);

export const clampUnit = (u: number): number => Math.min(1, Math.max(0, u));
