/**
 * Speed along pointer strokes, pooled over the session (features.md G3).
 * Units are in the name or a share of 0..1; lengths are CSS px, times ms.
 * Where a bound is narrower than what can be measured, people of two recorders (sapimouse, dlrv, train) part beyond it
 * and only task or recorder is left to learn (features.md §1, 4).
 */
export const motion = [
  { name: 'motion.peak_at_p50', transform: 'linear', min: 0, max: 1 },
  { name: 'motion.peak_at_iqr', transform: 'linear', min: 0, max: 0.15 },
  { name: 'motion.speed_cv', transform: 'linear', min: 0, max: 0.65 },
  { name: 'motion.single_share', transform: 'linear', min: 0, max: 1 },
  { name: 'motion.submovement_rate', transform: 'log1p', min: 0, max: 30 },
  { name: 'motion.slow_end_share', transform: 'linear', min: 0, max: 0.35 },
  { name: 'motion.distance_fit', transform: 'linear', min: -1, max: 1 },
  { name: 'motion.curve_power', transform: 'linear', min: -2, max: 2 },
  { name: 'motion.acceleration_autocorr', transform: 'linear', min: -1, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const motionSentences = {
  'motion.peak_at_p50': [
    'Speed peaks at an unusual moment of the movement.',
    'Speed peaks early and the approach is slow, as with a hand.',
  ],
  'motion.peak_at_iqr': [
    'Speed always peaks at the same moment.',
    'The moment of top speed varies between movements.',
  ],
  'motion.speed_cv': [
    'Speed within a movement changes unlike that of a hand.',
    'Speed rises and falls within a movement like that of a hand.',
  ],
  'motion.single_share': [
    'Movements lack the small corrections of aiming, or never go in one sweep.',
    'Some movements go in one sweep, some are corrected on the way.',
  ],
  'motion.submovement_rate': ['Speed wavers at a rate no hand has.', 'Speed wavers at the rate of a hand.'],
  'motion.slow_end_share': [
    'Movements end without a slow approach.',
    'Movements end in a slow approach to the target.',
  ],
  'motion.distance_fit': [
    'Duration does not depend on distance as it does for people.',
    'Longer ways take longer, as for people.',
  ],
  'motion.curve_power': [
    'Speed takes no notice of curves.',
    'Movement slows down in curves, as a hand does.',
  ],
  'motion.acceleration_autocorr': [
    'Acceleration is smoother or noisier than that of a hand.',
    'Acceleration changes like that of a hand.',
  ],
} as const;
