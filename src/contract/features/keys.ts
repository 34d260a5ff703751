import { CORRELATION, FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const TIMED = { channels: ['key'], clockGrainMs: FINE_CLOCK_MS } as const;
const HOLDS = { ...TIMED, source: 'holds' } as const;
const PAUSES = { ...TIMED, source: 'pauses' } as const;

/** Rhythm of presses and releases (features.md G4). */
export const keys = [
  { name: 'keys.rollover_share', ...SHARE, source: 'presses', minCount: 15, channels: ['key'] },
  { name: 'keys.dwell_p50', ...log1p('ms', [0, 2000]), ...HOLDS, minCount: 5 },
  { name: 'keys.dwell_cv', ...linear('ratio', [0, 3]), ...HOLDS, minCount: 8 },
  // Slower typing is one finger, a switch or a tired hand, no script. People's pauses stretched 1.6–3 times
  // scored +1.4.
  { name: 'keys.iki_p50', ...log1p('ms', [0, 300]), ...PAUSES, minCount: 5, elapsed: 'median' },
  { name: 'keys.iki_cv', ...linear('ratio', [0, 5]), ...PAUSES, minCount: 10 },
  { name: 'keys.iki_lognormal_ks', ...SHARE, ...PAUSES, minCount: 30 },
  { name: 'keys.iki_autocorr', ...CORRELATION, ...PAUSES, minCount: 20, needs: 'spread' },
  // The clock must be finer than the window of 4 ms that holds are counted in.
  { name: 'keys.dwell_grid_share', ...SHARE, ...HOLDS, minCount: 15, clockGrainMs: 2 },
  {
    name: 'keys.dwell_iki_correlation',
    ...CORRELATION,
    ...TIMED,
    source: 'holds after pauses',
    minCount: 20,
    needs: 'spread',
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const keysSentences = {
  'keys.rollover_share': [
    'A key is never pressed before the last one is released.',
    'Keys overlap now and then, as in real typing.',
  ],
  'keys.dwell_p50': [
    'Keys are held for an unusually short or long time.',
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
    'Short and long pauses between keys are not mixed as in real typing.',
    'Short and long pauses between keys are mixed as in real typing.',
  ],
  'keys.iki_autocorr': [
    'Each pause between keys has nothing to do with the last one.',
    'Short and long pauses between keys come in runs, as in real typing.',
  ],
  'keys.dwell_grid_share': [
    'Many keys are held for one and the same number of milliseconds.',
    'Hardly two keys are held for the same number of milliseconds.',
  ],
  'keys.dwell_iki_correlation': [
    'How long keys are held has nothing to do with the pace of typing, or follows it exactly.',
    'How long keys are held goes with the pace of typing, as with a person.',
  ],
} as const satisfies SentencesOf<typeof keys>;
