import { FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const MOUSE = { except: { pointer: 'touch' } } as const;
const RESTS = {
  ...MOUSE,
  source: 'rests',
  channels: ['button', 'move'],
  clockGrainMs: FINE_CLOCK_MS,
} as const;
const HELD = { ...MOUSE, source: 'held clicks', channels: ['button'] } as const;
const TARGETS = { ...MOUSE, source: 'targets', channels: ['click'] } as const;

/** Presses and where they land (features.md G2). */
export const click = [
  { name: 'click.gap_p50', ...log1p('ms', [0, 10_000]), ...RESTS, minCount: 3, elapsed: 'median' },
  { name: 'click.gap_short_share', ...SHARE, ...RESTS, minCount: 4 },
  { name: 'click.dwell_p50', ...log1p('ms', [0, 2000]), ...HELD, minCount: 3, clockGrainMs: FINE_CLOCK_MS },
  { name: 'click.dwell_cv', ...linear('ratio', [0, 3]), ...HELD, minCount: 5, clockGrainMs: FINE_CLOCK_MS },
  { name: 'click.centre_share', ...SHARE, ...TARGETS, minCount: 3 },
  { name: 'click.offset_spread', ...linear('ratio', [0, 1.5]), ...TARGETS, minCount: 4 },
  { name: 'click.drift_mean', ...log1p('px', [0, 100]), ...HELD, minCount: 4 },
  {
    name: 'click.hover_p50',
    ...log1p('ms', [0, 10_000]),
    ...MOUSE,
    source: 'hovers',
    minCount: 3,
    channels: ['click', 'move'],
    clockGrainMs: FINE_CLOCK_MS,
  },
  {
    name: 'click.still_share',
    ...SHARE,
    ...MOUSE,
    source: 'later presses',
    minCount: 3,
    channels: ['button', 'move'],
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const clickSentences = {
  'click.gap_p50': [
    'The mouse button went down the moment the pointer arrived.',
    'The pointer rests before the mouse button goes down.',
  ],
  'click.gap_short_share': [
    'Many clicks follow a movement with no pause at all.',
    'Hardly a click comes without a short rest.',
  ],
  'click.dwell_p50': [
    'The mouse button was held for an unusually short or long time.',
    'The mouse button is held as long as a finger holds it.',
  ],
  'click.dwell_cv': [
    'The mouse button is held equally long at every click.',
    'The mouse button is held for varying times.',
  ],
  'click.centre_share': [
    'Clicks hit the exact centre of their targets.',
    'Clicks land beside the centre, as aimed ones do.',
  ],
  'click.offset_spread': [
    'Clicks land on the same spot of every target.',
    'Clicks land on varying spots of their targets.',
  ],
  'click.drift_mean': [
    'The pointer stays perfectly still while the mouse button is down.',
    'The pointer moves slightly while the mouse button is down.',
  ],
  'click.hover_p50': [
    'The pointer clicked as soon as it reached the target.',
    'The pointer settles on the target before the click.',
  ],
  'click.still_share': ['Clicks repeat with no movement between them.', 'The pointer moves between clicks.'],
} as const satisfies SentencesOf<typeof click>;
