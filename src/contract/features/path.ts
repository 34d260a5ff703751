/**
 * Spatial shape of pointer strokes, pooled over the session (features.md G3).
 * Units are in the name or a share of 0..1; lengths are CSS px, times ms.
 * Where a bound is narrower than what can be measured, people of two recorders (sapimouse, dlrv, train) part beyond it
 * and only task or recorder is left to learn (features.md §1, 4).
 */
export const path = [
  { name: 'path.efficiency_p50', transform: 'linear', min: 0, max: 1 },
  { name: 'path.deviation_p50', transform: 'log1p', min: 0, max: 3 },
  { name: 'path.deviation_iqr', transform: 'log1p', min: 0, max: 3 },
  { name: 'path.side_changes', transform: 'log1p', min: 0, max: 50 },
  { name: 'path.turn_mean', transform: 'linear', min: 0, max: 3.2 },
  { name: 'path.turn_tail', transform: 'log1p', min: 0, max: 20 },
  { name: 'path.straight_share', transform: 'linear', min: 0.2, max: 1 },
  { name: 'path.turn_autocorr', transform: 'linear', min: -1, max: 1 },
  { name: 'path.similarity', transform: 'linear', min: 0.25, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const pathSentences = {
  'path.efficiency_p50': [
    'Pointer paths are straighter than a hand draws them.',
    'Pointer paths wander as those of a hand do.',
  ],
  'path.deviation_p50': [
    'Pointer paths bend by an amount unusual for a hand.',
    'Pointer paths bend like those of a hand.',
  ],
  'path.deviation_iqr': ['All pointer paths bend alike.', 'Each pointer path bends differently.'],
  'path.side_changes': [
    'Paths cross their straight line unlike those of a hand.',
    'Paths cross their straight line as often as a hand does.',
  ],
  'path.turn_mean': [
    'The direction of movement changes unlike that of a hand.',
    'The direction of movement changes like that of a hand.',
  ],
  'path.turn_tail': [
    'Turns are spread evenly along the path.',
    'Most of a path is smooth, with a few sharp corrections.',
  ],
  'path.straight_share': [
    'Long parts of the path are mathematically straight.',
    'No part of the path is mathematically straight.',
  ],
  'path.turn_autocorr': [
    'Turns follow one another as in a computed curve or in noise.',
    'Turns follow one another as in a hand movement.',
  ],
  'path.similarity': ['The same path is drawn again and again.', 'No two paths are alike.'],
} as const;
