/** Scroll and wheel (features.md G6). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const scroll = [
  { name: 'scroll.causeless_share', transform: 'linear', min: 0, max: 1 },
  { name: 'scroll.steps_per_notch', transform: 'log1p', min: 0, max: 50 },
  { name: 'scroll.notch_cv', transform: 'linear', min: 0, max: 5 },
  { name: 'scroll.notch_one_value_share', transform: 'linear', min: 0, max: 1 },
  { name: 'scroll.reversal_share', transform: 'linear', min: 0, max: 1 },
  { name: 'scroll.step_one_value_share', transform: 'linear', min: 0, max: 1 },
  { name: 'scroll.step_autocorr', transform: 'linear', min: -1, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const scrollSentences = {
  'scroll.causeless_share': [
    'The page scrolled although nobody turned a wheel, pressed a key or touched it.',
    'Every scroll has its cause.',
  ],
  'scroll.steps_per_notch': [
    'The page jumps with the wheel instead of gliding.',
    'The page glides with the wheel as a real one does.',
  ],
  'scroll.notch_cv': [
    'The wheel turns with the regularity of a timer.',
    'The wheel turns with the irregularity of a finger.',
  ],
  'scroll.notch_one_value_share': [
    'The wheel turns by amounts unusual for a device.',
    'The wheel turns by amounts that a device gives.',
  ],
  'scroll.reversal_share': [
    'Scrolling never turns back, or does so constantly.',
    'Scrolling turns back now and then, as when reading.',
  ],
  'scroll.step_one_value_share': ['Every scroll step has the same length.', 'Scroll steps differ in length.'],
  'scroll.step_autocorr': [
    'Scrolling has no run-up and no slowing down.',
    'Scrolling speeds up and slows down smoothly.',
  ],
} as const;
