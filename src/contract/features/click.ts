/** Presses and where they land (features.md G2). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const click = [
  { name: 'click.gap_p50', transform: 'log1p', min: 0, max: 10000 },
  { name: 'click.gap_short_share', transform: 'linear', min: 0, max: 1 },
  { name: 'click.dwell_p50', transform: 'log1p', min: 0, max: 2000 },
  { name: 'click.dwell_cv', transform: 'linear', min: 0, max: 3 },
  { name: 'click.centre_share', transform: 'linear', min: 0, max: 1 },
  { name: 'click.offset_spread', transform: 'linear', min: 0, max: 1.5 },
  { name: 'click.drift_mean', transform: 'log1p', min: 0, max: 100 },
  { name: 'click.hover_p50', transform: 'log1p', min: 0, max: 10000 },
  { name: 'click.still_share', transform: 'linear', min: 0, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const clickSentences = {
  'click.gap_p50': [
    'The button went down the moment the pointer arrived.',
    'The pointer rests before the button goes down.',
  ],
  'click.gap_short_share': [
    'Many presses follow a movement with no pause at all.',
    'Hardly a press comes without a short rest.',
  ],
  'click.dwell_p50': [
    'The button was held for a time no finger needs.',
    'The button is held as long as a finger holds it.',
  ],
  'click.dwell_cv': ['Every press lasts the same.', 'Presses vary in length.'],
  'click.centre_share': [
    'Clicks hit the exact centre of their targets.',
    'Clicks land beside the centre, as aimed ones do.',
  ],
  'click.offset_spread': [
    'Clicks land at one same spot of every target.',
    'Clicks are spread over their targets.',
  ],
  'click.drift_mean': [
    'The pointer stays perfectly still while the button is down.',
    'The pointer moves slightly while the button is down.',
  ],
  'click.hover_p50': [
    'The pointer clicked as soon as it reached the target.',
    'The pointer settles on the target before the click.',
  ],
  'click.still_share': [
    'Presses repeat with no movement between them.',
    'The pointer moves between presses.',
  ],
} as const;
