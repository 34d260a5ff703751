import { CORRELATION, FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const MOVED = { channels: ['button', 'move'], minCount: 3 } as const;
const TIMED = { ...MOVED, clockGrainMs: FINE_CLOCK_MS } as const;
const SWIPES = { source: 'swipes' } as const;

/** How a finger moves over the screen, pooled over swipes (features.md G7, 101–107). */
export const swipe = [
  { name: 'swipe.efficiency_p50', ...linear('ratio', [0, 1]), ...MOVED, ...SWIPES },
  { name: 'swipe.turn_mean', ...linear('rad', [0, 3.2]), ...MOVED, ...SWIPES },
  { name: 'swipe.side_changes', ...log1p('count', [0, 50]), ...MOVED, ...SWIPES },
  { name: 'swipe.straight_share', ...SHARE, ...MOVED, source: 'long swipes' },
  { name: 'swipe.peak_at_p50', ...SHARE, ...TIMED, ...SWIPES },
  { name: 'swipe.peak_at_iqr', ...SHARE, ...TIMED, ...SWIPES, minCount: 5 },
  { name: 'swipe.single_share', ...SHARE, ...TIMED, ...SWIPES },
  { name: 'swipe.smoothness', ...CORRELATION, ...TIMED, source: 'accelerated swipes' },
  { name: 'swipe.shake', ...linear('log', [-4, 4]), ...TIMED, source: 'shaken swipes' },
] as const;

/** What each says towards automation, and what towards a person. */
export const swipeSentences = {
  'swipe.efficiency_p50': [
    'Swipes are straighter than a finger draws them.',
    'Swipes wander as those of a finger do.',
  ],
  'swipe.turn_mean': [
    'The direction of swipes changes unlike that of a finger.',
    'The direction of swipes changes like that of a finger.',
  ],
  'swipe.side_changes': [
    'Swipes cross the straight line to their end more or less often than those of a finger.',
    'Swipes cross the straight line to their end as often as those of a finger.',
  ],
  'swipe.straight_share': [
    'Long parts of swipes are mathematically straight.',
    'No part of a swipe is mathematically straight.',
  ],
  'swipe.peak_at_p50': [
    'Swipes are fastest at an unusual moment.',
    'Swipes are fastest at the moment usual for a finger.',
  ],
  'swipe.peak_at_iqr': [
    'Swipes are always fastest at the same moment.',
    'The moment at which swipes are fastest varies.',
  ],
  'swipe.single_share': [
    'Swipes lack the changes of pace of a finger, or never go in one sweep.',
    'Some swipes go in one sweep, some hesitate on the way.',
  ],
  'swipe.smoothness': [
    'Swipes speed up and slow down more smoothly or more jerkily than those of a finger.',
    'Swipes speed up and slow down like those of a finger.',
  ],
  'swipe.shake': [
    'Swipes are drawn too cleanly or too shakily for a finger.',
    'Swipes shake as those of a finger do.',
  ],
} as const satisfies SentencesOf<typeof swipe>;
