/**
 * Speed along pointer strokes, pooled over the session (features.md G3).
 * Units are in the name or a share of 0..1; lengths are CSS px, times ms.
 * Where a bound is narrower than what can be measured, people of two recorders (sapimouse, dlrv, train) part beyond it
 * and only task or recorder is left to learn (features.md §1, 4).
 */
export const motion = [
  {
    name: 'motion.peak_at_p50',
    transform: 'linear',
    min: 0,
    max: 1,
    risk: 'Speed peaks at an unusual moment of the movement.',
    trust: 'Speed peaks early and the approach is slow, as with a hand.',
  },
  {
    name: 'motion.peak_at_iqr',
    transform: 'linear',
    min: 0,
    max: 0.15,
    risk: 'Speed always peaks at the same moment.',
    trust: 'The moment of top speed varies between movements.',
  },
  {
    name: 'motion.speed_cv',
    transform: 'linear',
    min: 0,
    max: 0.65,
    risk: 'Speed within a movement changes unlike that of a hand.',
    trust: 'Speed rises and falls within a movement like that of a hand.',
  },
  {
    name: 'motion.single_share',
    transform: 'linear',
    min: 0,
    max: 1,
    risk: 'Movements lack the small corrections of aiming, or never go in one sweep.',
    trust: 'Some movements go in one sweep, some are corrected on the way.',
  },
  {
    name: 'motion.submovement_rate',
    transform: 'log1p',
    min: 0,
    max: 30,
    risk: 'Speed wavers at a rate no hand has.',
    trust: 'Speed wavers at the rate of a hand.',
  },
  {
    name: 'motion.slow_end_share',
    transform: 'linear',
    min: 0,
    max: 0.35,
    risk: 'Movements end without a slow approach.',
    trust: 'Movements end in a slow approach to the target.',
  },
  {
    name: 'motion.distance_fit',
    transform: 'linear',
    min: -1,
    max: 1,
    risk: 'Duration does not depend on distance as it does for people.',
    trust: 'Longer ways take longer, as for people.',
  },
  {
    name: 'motion.curve_power',
    transform: 'linear',
    min: -2,
    max: 2,
    risk: 'Speed takes no notice of curves.',
    trust: 'Movement slows down in curves, as a hand does.',
  },
  {
    name: 'motion.acceleration_autocorr',
    transform: 'linear',
    min: -1,
    max: 1,
    risk: 'Acceleration is smoother or noisier than that of a hand.',
    trust: 'Acceleration changes like that of a hand.',
  },
] as const;
