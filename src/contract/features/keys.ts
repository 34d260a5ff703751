/** Rhythm of presses and releases (features.md G4). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const keys = [
  { name: 'keys.rollover_share', transform: 'linear', min: 0, max: 1 },
  { name: 'keys.dwell_p50', transform: 'log1p', min: 0, max: 2000 },
  { name: 'keys.dwell_cv', transform: 'linear', min: 0, max: 3 },
  {
    name: 'keys.iki_p50',
    transform: 'log1p',
    min: 0,
    // Slower typing is one finger, a switch or a tired hand, no script (people's pauses stretched 1.6–3 times scored +1.4).
    max: 300,
  },
  { name: 'keys.iki_cv', transform: 'linear', min: 0, max: 5 },
  { name: 'keys.iki_lognormal_ks', transform: 'linear', min: 0, max: 1 },
  { name: 'keys.iki_autocorr', transform: 'linear', min: -1, max: 1 },
  { name: 'keys.dwell_grid_share', transform: 'linear', min: 0, max: 1 },
  { name: 'keys.dwell_iki_correlation', transform: 'linear', min: -1, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const keysSentences = {
  'keys.rollover_share': [
    'A key is never pressed before the last one is released.',
    'Keys overlap now and then, as in real typing.',
  ],
  'keys.dwell_p50': [
    'Keys are held for a time no finger needs.',
    'Keys are held as long as fingers hold them.',
  ],
  'keys.dwell_cv': ['Every key is held equally long.', 'Keys are held for varying times.'],
  'keys.iki_p50': [
    'Keys follow one another at an unusual pace.',
    'Keys follow one another at the pace of a person.',
  ],
  'keys.iki_cv': [
    'The rhythm of typing is too regular.',
    'The rhythm of typing varies like that of a person.',
  ],
  'keys.iki_lognormal_ks': [
    'Pauses between keys are not distributed as in real typing.',
    'Pauses between keys are distributed as in real typing.',
  ],
  'keys.iki_autocorr': [
    'Each pause between keys is drawn without regard to the last.',
    'Pauses between keys come in runs, as in real typing.',
  ],
  'keys.dwell_grid_share': [
    'Many keys are held for one and the same number of milliseconds.',
    'No key time repeats to the millisecond.',
  ],
  'keys.dwell_iki_correlation': [
    'Holding time and pace are unrelated to each other or locked together.',
    'Holding time and pace go together as in real typing.',
  ],
} as const;
