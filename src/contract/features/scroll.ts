import { CORRELATION, FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const STEPS = { source: 'scroll steps', channels: ['scroll'] } as const;

/** Scroll and wheel (features.md G6). */
export const scroll = [
  {
    name: 'scroll.causeless_share',
    ...SHARE,
    source: 'scrollings',
    minCount: 2,
    channels: ['wheel', 'scroll', 'key'],
  },
  // With reduced motion the browser does not glide.
  {
    name: 'scroll.steps_per_notch',
    ...log1p('count', [0, 50]),
    source: 'answered notches',
    minCount: 3,
    channels: ['wheel', 'scroll'],
    except: { reducedMotion: true },
  },
  {
    name: 'scroll.notch_cv',
    ...linear('ratio', [0, 5]),
    source: 'notch gaps',
    minCount: 6,
    channels: ['wheel'],
    clockGrainMs: FINE_CLOCK_MS,
  },
  { name: 'scroll.notch_one_value_share', ...SHARE, source: 'notches', minCount: 6, channels: ['wheel'] },
  { name: 'scroll.reversal_share', ...SHARE, source: 'scrollings', minCount: 4, channels: ['scroll'] },
  { name: 'scroll.step_one_value_share', ...SHARE, ...STEPS, minCount: 12 },
  { name: 'scroll.step_autocorr', ...CORRELATION, ...STEPS, minCount: 12, needs: 'spread' },
] as const;

/** What each says towards automation, and what towards a person. */
export const scrollSentences = {
  'scroll.causeless_share': [
    'The page scrolled although nobody turned a wheel, pressed a key or touched it.',
    'Whenever the page scrolled, a wheel, a key or a touch had moved it.',
  ],
  'scroll.steps_per_notch': [
    'The page jumps with the wheel instead of gliding.',
    'The page glides with the wheel, as with a real one.',
  ],
  'scroll.notch_cv': [
    'The wheel turns with the regularity of a timer.',
    'The wheel turns with the irregularity of a finger.',
  ],
  'scroll.notch_one_value_share': [
    'The wheel turns by amounts unusual for a real wheel.',
    'The wheel turns by the amounts of a real wheel.',
  ],
  'scroll.reversal_share': [
    'Scrolling never turns back, or does so constantly.',
    'Scrolling turns back now and then, as when reading.',
  ],
  'scroll.step_one_value_share': ['Every scroll step has the same length.', 'Scroll steps differ in length.'],
  'scroll.step_autocorr': [
    'Scrolling starts and stops abruptly.',
    'Scrolling speeds up and slows down smoothly.',
  ],
} as const satisfies SentencesOf<typeof scroll>;
