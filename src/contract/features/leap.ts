/**
 * How the pointer gets about where it shows no movement: few samples, or none (features.md G1, 20–22). Coarse recorders and clocks
 * show people's movements so, too: what speaks is how even the few steps are.
 */
export const leap = [
  { name: 'leap.leap_share', transform: 'linear', min: 0, max: 1 },
  { name: 'leap.even_cv', transform: 'linear', min: 0, max: 2 },
  { name: 'leap.straight_p50', transform: 'log1p', min: 0, max: 1 },
  { name: 'leap.beat_cv', transform: 'linear', min: 0, max: 2 },
] as const;

/** What each says towards automation, and what towards a person. */
export const leapSentences = {
  'leap.leap_share': [
    'The pointer jumps to its targets instead of moving there.',
    'The pointer moves to its targets.',
  ],
  'leap.even_cv': [
    'The few steps of short movements are equally long.',
    'The few steps of short movements differ in length, as with a hand.',
  ],
  'leap.straight_p50': [
    'Short movements run exactly along a line.',
    'Short movements stray from the line, as with a hand.',
  ],
  'leap.beat_cv': [
    'The few steps of short movements follow a timer.',
    'The few steps of short movements come as a device delivers them.',
  ],
} as const;
