import { CORRELATION, linear, log1p, type SentencesOf, SHARE, STROKE_CLOCK_MS } from './feature.ts';

const TIMED = { channels: ['move'], clockGrainMs: STROKE_CLOCK_MS } as const;
const STROKES = { ...TIMED, source: 'strokes' } as const;

/**
 * Speed along pointer strokes, pooled over the session (features.md G3). A bound may be narrower
 * than what can be measured: beyond it people of two recorders differ (sapimouse, dlrv, train), and a model
 * would learn the task or the recorder (features.md §1, 4).
 */
export const motion = [
  { name: 'motion.peak_at_p50', ...SHARE, ...STROKES, minCount: 3 },
  { name: 'motion.peak_at_iqr', ...linear('share', [0, 0.15]), ...STROKES, minCount: 5 },
  { name: 'motion.speed_cv', ...linear('ratio', [0, 0.65]), ...STROKES, minCount: 3 },
  { name: 'motion.single_share', ...SHARE, ...STROKES, minCount: 3 },
  { name: 'motion.submovement_rate', ...log1p('per second', [0, 30]), ...STROKES, minCount: 3 },
  { name: 'motion.slow_end_share', ...linear('share', [0, 0.35]), ...STROKES, minCount: 3 },
  { name: 'motion.distance_fit', ...CORRELATION, ...STROKES, minCount: 8, needs: 'spread' },
  {
    name: 'motion.curve_power',
    ...linear('exponent', [-2, 2]),
    ...TIMED,
    source: 'curved strokes',
    minCount: 3,
  },
  {
    name: 'motion.acceleration_autocorr',
    ...CORRELATION,
    ...TIMED,
    source: 'accelerated strokes',
    minCount: 3,
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const motionSentences = {
  'motion.peak_at_p50': [
    'The pointer is fastest at an unusual moment of the movement.',
    'The pointer is fastest early and arrives slowly, as with a hand.',
  ],
  'motion.peak_at_iqr': [
    'The pointer is fastest at the same moment of every movement.',
    'The moment at which the pointer is fastest varies between movements.',
  ],
  'motion.speed_cv': [
    'Speed within a movement changes unlike that of a hand.',
    'Speed rises and falls within a movement like that of a hand.',
  ],
  'motion.single_share': [
    'Movements lack the small corrections of aiming, or never go in one sweep.',
    'Some movements go in one sweep, some are corrected on the way.',
  ],
  'motion.submovement_rate': [
    'The pointer changes between fast and slow more or less often than a hand.',
    'The pointer changes between fast and slow as often as a hand.',
  ],
  'motion.slow_end_share': [
    'Movements end without a slow approach.',
    'Movements end in a slow approach to the target.',
  ],
  'motion.distance_fit': [
    'Longer ways do not take longer as they do for people.',
    'Longer ways take longer, as for people.',
  ],
  'motion.curve_power': [
    'The pointer does not slow down in curves as a hand does.',
    'The pointer slows down in curves, as a hand does.',
  ],
  'motion.acceleration_autocorr': [
    'The pointer speeds up and slows down more smoothly or more jerkily than a hand.',
    'The pointer speeds up and slows down as smoothly as a hand.',
  ],
} as const satisfies SentencesOf<typeof motion>;
