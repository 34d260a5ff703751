/** How a finger moves over the screen, pooled over swipes (features.md G7, 101–107). Shares of 0..1 unless said. */
export const swipe = [
  { name: 'swipe.efficiency_p50', transform: 'linear', min: 0, max: 1 },
  { name: 'swipe.turn_mean', transform: 'linear', min: 0, max: 3.2 },
  { name: 'swipe.side_changes', transform: 'log1p', min: 0, max: 50 },
  { name: 'swipe.straight_share', transform: 'linear', min: 0, max: 1 },
  { name: 'swipe.peak_at_p50', transform: 'linear', min: 0, max: 1 },
  { name: 'swipe.peak_at_iqr', transform: 'linear', min: 0, max: 1 },
  { name: 'swipe.single_share', transform: 'linear', min: 0, max: 1 },
  { name: 'swipe.smoothness', transform: 'linear', min: -1, max: 1 },
  { name: 'swipe.shake', transform: 'linear', min: -4, max: 4 },
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
    'Swipes cross their straight line unlike those of a finger.',
    'Swipes cross their straight line as often as a finger does.',
  ],
  'swipe.straight_share': [
    'Long parts of swipes are mathematically straight.',
    'No part of a swipe is mathematically straight.',
  ],
  'swipe.peak_at_p50': [
    'Swipes are fastest at an unusual moment.',
    'Swipes are fastest when those of a finger are.',
  ],
  'swipe.peak_at_iqr': [
    'Swipes are always fastest at the same moment.',
    'The moment of top speed varies between swipes.',
  ],
  'swipe.single_share': [
    'Swipes lack the changes of pace of a finger, or never go in one sweep.',
    'Some swipes go in one sweep, some hesitate on the way.',
  ],
  'swipe.smoothness': [
    'Swipes are smoother or noisier than those of a finger.',
    'Swipes speed up and slow down like those of a finger.',
  ],
  'swipe.shake': [
    'Swipes are drawn too cleanly or too shakily for a finger.',
    'Swipes shake as those of a finger do.',
  ],
} as const;
