import { CORRELATION, FINE_CLOCK_MS, linear, type SentencesOf } from './feature.ts';

const TIMED = { channels: ['key'], clockGrainMs: FINE_CLOCK_MS } as const;
const HOLDS = { ...TIMED, source: 'holds', minCount: 20 } as const;
const PAUSES = { ...TIMED, source: 'pauses', minCount: 20 } as const;

/**
 * Habits of single keys and words: fingers repeat themselves at the same key, and a script that draws at
 * random does not (features.md G4, 70–76). Keys have numbers that are valid for one visit; which keys they
 * are never leaves the collector.
 */
export const keyProfile = [
  {
    name: 'key_profile.pair_steady',
    ...linear('share', [-1, 1]),
    ...TIMED,
    source: 'pair repeats',
    minCount: 12,
    needs: 'spread',
  },
  {
    name: 'key_profile.key_steady',
    ...linear('share', [-1, 1]),
    ...TIMED,
    source: 'key repeats',
    minCount: 12,
    needs: 'spread',
  },
  { name: 'key_profile.dwell_autocorr', ...CORRELATION, ...HOLDS, needs: 'spread' },
  { name: 'key_profile.iki_autocorr2', ...CORRELATION, ...PAUSES, needs: 'spread' },
  { name: 'key_profile.iki_skew', ...linear('ratio', [0, 8]), ...PAUSES, needs: 'spread below the median' },
  { name: 'key_profile.iki_floor', ...linear('ratio', [0, 1]), ...PAUSES },
  { name: 'key_profile.dwell_skew', ...linear('ratio', [0, 8]), ...HOLDS, needs: 'spread below the median' },
  { name: 'key_profile.word_start', ...linear('log', [-2, 2]), ...TIMED, source: 'word starts', minCount: 5 },
] as const;

/** What each says towards automation, and what towards a person. */
export const keyProfileSentences = {
  'key_profile.pair_steady': [
    'The same two keys never follow one another at the same pace.',
    'The same two keys follow one another at much the same pace each time.',
  ],
  'key_profile.key_steady': [
    'One and the same key is held now long, now short.',
    'Each key is held in its own way.',
  ],
  'key_profile.dwell_autocorr': [
    'How long a key is held has nothing to do with how long the key before was held.',
    'How long keys are held changes little by little, as with a hand.',
  ],
  'key_profile.iki_autocorr2': [
    'Pauses between keys have nothing to do with the pauses before.',
    'Fast and slow stretches of typing alternate as with a person.',
  ],
  'key_profile.iki_skew': [
    'Fast and slow keys are mixed unlike those of a person.',
    'Fast and slow keys are mixed like those of a person.',
  ],
  'key_profile.iki_floor': [
    'The fastest keys are too fast or too slow for the pace of the rest.',
    'The fastest keys fit the pace of the rest.',
  ],
  'key_profile.dwell_skew': [
    'Keys held briefly and keys held long are mixed unlike those of a person.',
    'Keys held briefly and keys held long are mixed like those of a person.',
  ],
  'key_profile.word_start': [
    'New words begin without the pause a person makes, or with an unusually long one.',
    'New words begin with a pause, as with a person.',
  ],
} as const satisfies SentencesOf<typeof keyProfile>;
