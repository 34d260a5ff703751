import { CORRELATION, FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const TAPS = { source: 'taps', channels: ['button'] } as const;
const MOVED = { channels: ['button', 'move'] } as const;
const TIMED_SWIPES = { ...MOVED, source: 'swipes', clockGrainMs: FINE_CLOCK_MS } as const;

/** Finger contacts (features.md G7). */
export const touch = [
  {
    name: 'touch.radius_cv',
    ...linear('ratio', [0, 3]),
    source: 'contact sizes',
    minCount: 4,
    channels: ['button'],
  },
  {
    name: 'touch.pressure_cv',
    ...linear('ratio', [0, 3]),
    source: 'contact pressures',
    minCount: 4,
    channels: ['button'],
  },
  {
    name: 'touch.tap_dwell_p50',
    ...log1p('ms', [0, 2000]),
    ...TAPS,
    minCount: 3,
    clockGrainMs: FINE_CLOCK_MS,
  },
  {
    name: 'touch.tap_dwell_cv',
    ...linear('ratio', [0, 3]),
    ...TAPS,
    minCount: 5,
    clockGrainMs: FINE_CLOCK_MS,
  },
  { name: 'touch.tap_drift_p50', ...log1p('px', [0, 100]), ...TAPS, ...MOVED, minCount: 3 },
  {
    name: 'touch.swipe_deviation_p50',
    ...log1p('ratio', [0, 3]),
    ...MOVED,
    source: 'open swipes',
    minCount: 3,
  },
  { name: 'touch.swipe_speed_cv', ...linear('ratio', [0, 5]), ...TIMED_SWIPES, minCount: 3 },
  { name: 'touch.swipe_lift', ...SHARE, ...TIMED_SWIPES, minCount: 3 },
  { name: 'touch.swipe_turn_autocorr', ...CORRELATION, ...MOVED, source: 'bent swipes', minCount: 3 },
] as const;

/** What each says towards automation, and what towards a person. */
export const touchSentences = {
  'touch.radius_cv': [
    'The area that the finger touches never changes its size.',
    'The area that the finger touches changes its size.',
  ],
  'touch.pressure_cv': ['Every touch has the same pressure.', 'Touch pressure varies.'],
  'touch.tap_dwell_p50': ['Taps are unusually short or long.', "Taps last as long as a finger's."],
  'touch.tap_dwell_cv': ['Every tap lasts the same.', 'Taps vary in length.'],
  'touch.tap_drift_p50': [
    'The finger stays perfectly still during taps.',
    'The finger shifts slightly during taps.',
  ],
  'touch.swipe_deviation_p50': [
    'Swipes bend by an amount unusual for a finger.',
    'Swipes bend like those of a finger.',
  ],
  'touch.swipe_speed_cv': [
    'Speed within a swipe changes unlike that of a finger.',
    'Speed within a swipe changes like that of a finger.',
  ],
  'touch.swipe_lift': ['The finger lifts at an unusual speed.', 'The finger lifts at the speed of a person.'],
  'touch.swipe_turn_autocorr': [
    'Swipes turn as a computed curve does, or at random.',
    'Swipes turn like those of a finger.',
  ],
} as const satisfies SentencesOf<typeof touch>;
