import type { Stroke } from './stroke.ts';

/** Traits of one stroke that the forest may ask about, by what they tell of; their order is the forest's. */
const SHAPE = [
  ({ shape }: Stroke) => shape.efficiency,
  ({ shape }: Stroke) => shape.deviation,
  ({ shape }: Stroke) => shape.sideChanges,
  ({ shape }: Stroke) => shape.turnMean,
  ({ shape }: Stroke) => shape.turnTail,
  ({ shape }: Stroke) => shape.turnAutocorr,
  ({ shape }: Stroke) => shape.straightShare,
  ({ marks }: Stroke) => marks.turnEarly,
  ({ marks }: Stroke) => marks.turnLate,
  ({ marks }: Stroke) => marks.turnOneSided,
  ({ marks }: Stroke) => marks.turnless,
  ({ marks }: Stroke) => marks.turnAutocorr2,
  ({ marks }: Stroke) => marks.deviationAt,
  ({ marks }: Stroke) => marks.startAngle,
  ({ marks }: Stroke) => marks.endAngle,
] as const;

const SPEED = [
  ({ speed }: Stroke) => speed.peakAt,
  ({ speed }: Stroke) => speed.variation,
  ({ speed }: Stroke) => speed.submovements,
  ({ speed }: Stroke) => speed.curvePower,
  ({ marks }: Stroke) => marks.turnSpeed,
  ({ marks }: Stroke) => marks.slowTurning,
  ({ marks }: Stroke) => marks.meanShare,
  ({ marks }: Stroke) => marks.quarter,
  ({ marks }: Stroke) => marks.pushPull,
] as const;

const SMOOTHNESS = [
  ({ speed }: Stroke) => speed.accelerationAutocorr,
  ({ marks }: Stroke) => marks.acceleration2,
  ({ marks }: Stroke) => marks.acceleration6,
  ({ marks }: Stroke) => marks.acceleration8,
  ({ marks }: Stroke) => marks.steady,
  ({ marks }: Stroke) => marks.jerk,
  ({ marks }: Stroke) => marks.shakeAcross,
  ({ marks }: Stroke) => marks.shakeAlong,
  ({ marks }: Stroke) => marks.shakeAlongAutocorr,
  ({ marks }: Stroke) => marks.shakeSpeed,
] as const;

const ALL = [...SHAPE, ...SPEED, ...SMOOTHNESS];
const placesFrom = (start: number, { length }: { readonly length: number }): readonly number[] =>
  Array.from({ length }, (_, i) => start + i);

/**
 * What the forest's trees are about, in the order in which they take turns: shape alone, speed alone, smoothness alone, and how they
 * go together. Places in `traitsOf`.
 */
export const ASPECTS: readonly (readonly number[])[] = [
  placesFrom(0, SHAPE),
  placesFrom(SHAPE.length, SPEED),
  placesFrom(SHAPE.length + SPEED.length, SMOOTHNESS),
  placesFrom(0, ALL),
];

/** Traits of a stroke; NaN where it has none. */
export const traitsOf = (stroke: Stroke): Float32Array => Float32Array.from(ALL, (trait) => trait(stroke));
