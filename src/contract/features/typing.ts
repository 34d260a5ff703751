/** How the browser delivered key events (features.md G4). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const typing = [
  { name: 'typing.untrusted_share', transform: 'linear', min: 0, max: 1 },
  { name: 'typing.shift_missing_share', transform: 'linear', min: 0, max: 1 },
  { name: 'typing.code_missing_share', transform: 'linear', min: 0, max: 1 },
  { name: 'typing.unpaired_share', transform: 'linear', min: 0, max: 1 },
  { name: 'typing.key_without_input_share', transform: 'linear', min: 0, max: 1 },
  { name: 'typing.latency_spread', transform: 'log1p', min: 0, max: 100 },
] as const;

/** What each says towards automation, and what towards a person. */
export const typingSentences = {
  'typing.untrusted_share': [
    'Key events were made by a script in the page, not by the browser.',
    'The browser vouches for the key events.',
  ],
  'typing.shift_missing_share': [
    'Capital letters or symbols came without the Shift key.',
    'Capital letters and symbols came with the Shift key.',
  ],
  'typing.code_missing_share': ['Key events name no physical key.', 'Key events name the physical key.'],
  'typing.unpaired_share': [
    'Keys were pressed and never released, or released and never pressed.',
    'Every key pressed was released.',
  ],
  'typing.key_without_input_share': [
    'Keys were pressed in a field and no text appeared.',
    'Keys pressed in a field gave text.',
  ],
  'typing.latency_spread': [
    'The delay between key and delivery is not that of a keyboard.',
    'The delay between key and delivery varies as with a keyboard.',
  ],
} as const;
