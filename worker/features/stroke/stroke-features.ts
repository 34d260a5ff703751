import type { Stroke } from './stroke.ts';

/** Features of one stroke that the trees may use, by topic; their order is the order of the columns. */
const SHAPE = [
  ({ shape }: Stroke) => shape.efficiency,
  ({ shape }: Stroke) => shape.deviation,
  ({ shape }: Stroke) => shape.sideChanges,
  ({ shape }: Stroke) => shape.turnMean,
  ({ shape }: Stroke) => shape.turnTail,
  ({ shape }: Stroke) => shape.turnAutocorr,
  ({ shape }: Stroke) => shape.straightShare,
  ({ detail }: Stroke) => detail.turnEarly,
  ({ detail }: Stroke) => detail.turnLate,
  ({ detail }: Stroke) => detail.turnOneSided,
  ({ detail }: Stroke) => detail.turnless,
  ({ detail }: Stroke) => detail.turnAutocorr2,
  ({ detail }: Stroke) => detail.deviationAt,
  ({ detail }: Stroke) => detail.startAngle,
  ({ detail }: Stroke) => detail.endAngle,
] as const;

const SPEED = [
  ({ speed }: Stroke) => speed.peakAt,
  ({ speed }: Stroke) => speed.variation,
  ({ speed }: Stroke) => speed.submovements,
  ({ speed }: Stroke) => speed.curvePower,
  ({ detail }: Stroke) => detail.turnSpeed,
  ({ detail }: Stroke) => detail.slowTurning,
  ({ detail }: Stroke) => detail.meanShare,
  ({ detail }: Stroke) => detail.quarter,
  ({ detail }: Stroke) => detail.pushPull,
] as const;

const SMOOTHNESS = [
  ({ speed }: Stroke) => speed.accelerationAutocorr,
  ({ detail }: Stroke) => detail.acceleration2,
  ({ detail }: Stroke) => detail.acceleration6,
  ({ detail }: Stroke) => detail.acceleration8,
  ({ detail }: Stroke) => detail.steady,
  ({ detail }: Stroke) => detail.jerk,
  ({ detail }: Stroke) => detail.shakeAcross,
  ({ detail }: Stroke) => detail.shakeAlong,
  ({ detail }: Stroke) => detail.shakeAlongAutocorr,
  ({ detail }: Stroke) => detail.shakeSpeed,
] as const;

const ALL = [...SHAPE, ...SPEED, ...SMOOTHNESS];
const placesFrom = (start: number, { length }: { readonly length: number }): readonly number[] =>
  Array.from({ length }, (_, i) => start + i);

/**
 * The features that each tree may use, in the order in which the trees alternate: shape alone, speed alone,
 * smoothness alone, and all together. Places in `strokeFeaturesOf`.
 */
export const ASPECTS: readonly (readonly number[])[] = [
  placesFrom(0, SHAPE),
  placesFrom(SHAPE.length, SPEED),
  placesFrom(SHAPE.length + SPEED.length, SMOOTHNESS),
  placesFrom(0, ALL),
];

/** Features of a stroke; NaN where it has none. */
export const strokeFeaturesOf = (stroke: Stroke): Float32Array =>
  Float32Array.from(ALL, (feature) => feature(stroke));
