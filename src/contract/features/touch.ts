/** Finger contacts (features.md G7). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const touch = [
  { name: 'touch.radius_cv', transform: 'linear', min: 0, max: 3 },
  { name: 'touch.pressure_cv', transform: 'linear', min: 0, max: 3 },
  { name: 'touch.tap_dwell_p50', transform: 'log1p', min: 0, max: 2000 },
  { name: 'touch.tap_dwell_cv', transform: 'linear', min: 0, max: 3 },
  { name: 'touch.tap_drift_p50', transform: 'log1p', min: 0, max: 100 },
  { name: 'touch.swipe_deviation_p50', transform: 'log1p', min: 0, max: 3 },
  { name: 'touch.swipe_speed_cv', transform: 'linear', min: 0, max: 5 },
  { name: 'touch.swipe_lift', transform: 'linear', min: 0, max: 1 },
  { name: 'touch.swipe_turn_autocorr', transform: 'linear', min: -1, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const touchSentences = {
  'touch.radius_cv': ['The touching finger never changes its size.', 'The touching finger changes its size.'],
  'touch.pressure_cv': ['Every touch has the same pressure.', 'Touch pressure varies.'],
  'touch.tap_dwell_p50': ['Taps last a time no finger needs.', "Taps last as long as a finger's."],
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
    'Swipes turn as computed curves or noise do.',
    'Swipes turn like those of a finger.',
  ],
} as const;
