/**
 * Spatial shape of pointer strokes, pooled over the session (features.md G3).
 * Units are in the name or a share of 0..1; lengths are CSS px, times ms.
 * Where a bound is narrower than what can be measured, people of two recorders (sapimouse, dlrv, train) part beyond it
 * and only task or recorder is left to learn (features.md §1, 4).
 */
export const path = [
  {
    name: 'path.efficiency_p50',
    transform: 'linear',
    min: 0,
    max: 1,
    risk: 'Pointer paths are straighter than a hand draws them.',
    trust: 'Pointer paths wander as those of a hand do.',
  },
  {
    name: 'path.deviation_p50',
    transform: 'log1p',
    min: 0,
    max: 3,
    risk: 'Pointer paths bend by an amount unusual for a hand.',
    trust: 'Pointer paths bend like those of a hand.',
  },
  {
    name: 'path.deviation_iqr',
    transform: 'log1p',
    min: 0,
    max: 3,
    risk: 'All pointer paths bend alike.',
    trust: 'Each pointer path bends differently.',
  },
  {
    name: 'path.side_changes',
    transform: 'log1p',
    min: 0,
    max: 50,
    risk: 'Paths cross their straight line unlike those of a hand.',
    trust: 'Paths cross their straight line as often as a hand does.',
  },
  {
    name: 'path.turn_mean',
    transform: 'linear',
    min: 0,
    max: 3.2,
    risk: 'The direction of movement changes unlike that of a hand.',
    trust: 'The direction of movement changes like that of a hand.',
  },
  {
    name: 'path.turn_tail',
    transform: 'log1p',
    min: 0,
    max: 20,
    risk: 'Turns are spread evenly along the path.',
    trust: 'Most of a path is smooth, with a few sharp corrections.',
  },
  {
    name: 'path.straight_share',
    transform: 'linear',
    min: 0.2,
    max: 1,
    risk: 'Long parts of the path are mathematically straight.',
    trust: 'No part of the path is mathematically straight.',
  },
  {
    name: 'path.turn_autocorr',
    transform: 'linear',
    min: -1,
    max: 1,
    risk: 'Turns follow one another as in a computed curve or in noise.',
    trust: 'Turns follow one another as in a hand movement.',
  },
  {
    name: 'path.similarity',
    transform: 'linear',
    min: 0.25,
    max: 1,
    risk: 'The same path is drawn again and again.',
    trust: 'No two paths are alike.',
  },
] as const;
