import { CORRELATION, linear, log1p, type SentencesOf } from './feature.ts';

const STROKES = { source: 'strokes', channels: ['move'] } as const;
const OPEN = { source: 'open strokes', channels: ['move'] } as const;

/**
 * Shape of pointer strokes in space, pooled over the session (features.md G3). A bound may be narrower
 * than what can be measured: beyond it people of two recorders differ (sapimouse, dlrv, train), and a model
 * would learn the task or the recorder (features.md §1, 4).
 */
export const path = [
  { name: 'path.efficiency_p50', ...linear('ratio', [0, 1]), ...STROKES, minCount: 3 },
  { name: 'path.deviation_p50', ...log1p('ratio', [0, 3]), ...OPEN, minCount: 3 },
  { name: 'path.deviation_iqr', ...log1p('ratio', [0, 3]), ...OPEN, minCount: 5 },
  { name: 'path.side_changes', ...log1p('count', [0, 50]), ...STROKES, minCount: 3 },
  { name: 'path.turn_mean', ...linear('rad', [0, 3.2]), ...STROKES, minCount: 3 },
  {
    name: 'path.turn_tail',
    ...log1p('ratio', [0, 20]),
    source: 'bent strokes',
    minCount: 3,
    channels: ['move'],
  },
  {
    name: 'path.straight_share',
    ...linear('share', [0.2, 1]),
    source: 'long strokes',
    minCount: 3,
    channels: ['move'],
  },
  {
    name: 'path.turn_autocorr',
    ...CORRELATION,
    source: 'unevenly bent strokes',
    minCount: 3,
    channels: ['move'],
  },
  {
    name: 'path.similarity',
    ...linear('share', [0.25, 1]),
    source: 'later strokes',
    minCount: 5,
    channels: ['move'],
  },
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
    'The pointer crosses the straight line to its target more or less often than a hand does.',
    'The pointer crosses the straight line to its target as often as a hand does.',
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
    'The pointer turns as a computed curve does, or at random.',
    'Turns follow one another as in a hand movement.',
  ],
  'path.similarity': ['The same path is drawn again and again.', 'No two paths are alike.'],
} as const satisfies SentencesOf<typeof path>;
