import { FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const MOUSE = { minCount: 3, channels: ['move'], except: { pointer: 'touch' } } as const;
const SHORT = { ...MOUSE, source: 'short ways' } as const;

/**
 * Movements with few samples, or none (features.md G1, 20–22). Coarse recorders and clocks give such
 * movements of people too. The difference is how even the few steps are.
 */
export const pointerJump = [
  { name: 'pointer_jump.jump_share', ...SHARE, ...MOUSE, source: 'mouse ways' },
  { name: 'pointer_jump.even_cv', ...linear('ratio', [0, 2]), ...SHORT },
  { name: 'pointer_jump.straight_p50', ...log1p('ratio', [0, 1]), ...SHORT },
  {
    name: 'pointer_jump.beat_cv',
    ...linear('ratio', [0, 2]),
    ...SHORT,
    clockGrainMs: FINE_CLOCK_MS,
    needs: 'a mean above 0',
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const pointerJumpSentences = {
  'pointer_jump.jump_share': [
    'The pointer jumps to its targets instead of moving there.',
    'The pointer moves to its targets.',
  ],
  'pointer_jump.even_cv': [
    'Short movements consist of a few steps of equal length.',
    'Short movements consist of steps of varying length, as with a hand.',
  ],
  'pointer_jump.straight_p50': [
    'Short movements run exactly along a line.',
    'Short movements stray from the line, as with a hand.',
  ],
  'pointer_jump.beat_cv': [
    'The steps of short movements come at equal intervals, as from a timer.',
    'The steps of short movements come at the intervals of a real device.',
  ],
} as const satisfies SentencesOf<typeof pointerJump>;
