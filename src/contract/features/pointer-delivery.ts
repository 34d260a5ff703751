import { FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const DELIVERED = { channels: ['stack'] } as const;

/** Input-stack forensics: how the browser delivered pointer events (features.md G1). */
export const pointerDelivery = [
  { name: 'pointer_delivery.untrusted_share', ...SHARE, ...DELIVERED, source: 'pointer events', minCount: 1 },
  {
    name: 'pointer_delivery.raw_ratio',
    ...linear('ratio', [0, 4]),
    ...DELIVERED,
    source: 'raw moves',
    minCount: 20,
    only: { rawUpdates: true },
  },
  {
    name: 'pointer_delivery.coalesced_mean',
    ...log1p('count', [1, 64]),
    ...DELIVERED,
    source: 'coalesced moves',
    minCount: 20,
  },
  {
    name: 'pointer_delivery.fast_coalesced_share',
    ...SHARE,
    ...DELIVERED,
    source: 'fast moves',
    minCount: 10,
  },
  // Frames are told apart by ±1 ms, so the clock must be that fine.
  {
    name: 'pointer_delivery.frame_lock_share',
    ...SHARE,
    ...DELIVERED,
    source: 'move steps',
    minCount: 20,
    clockGrainMs: 1,
  },
  {
    name: 'pointer_delivery.latency_spread',
    ...log1p('ms', [0, 100]),
    ...DELIVERED,
    source: 'pointer delays',
    minCount: 10,
    clockGrainMs: FINE_CLOCK_MS,
  },
  {
    name: 'pointer_delivery.pressure_bad_share',
    ...SHARE,
    ...DELIVERED,
    source: 'button pressures',
    minCount: 1,
  },
  // Other screens do have fractions of a CSS pixel.
  {
    name: 'pointer_delivery.subpixel_share',
    ...SHARE,
    ...DELIVERED,
    source: 'mouse moves',
    minCount: 10,
    only: { dpr: 1 },
  },
  {
    name: 'pointer_delivery.teleport_share',
    ...SHARE,
    source: 'mouse presses',
    minCount: 2,
    channels: ['move', 'button'],
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const pointerDeliverySentences = {
  'pointer_delivery.untrusted_share': [
    'A script in the page made the movements or clicks of the pointer.',
    'No script in the page made the movements and clicks of the pointer.',
  ],
  'pointer_delivery.raw_ratio': [
    'The pointer’s moves were sent one by one, as programs send them.',
    'The pointer’s moves were sent as a real mouse sends them.',
  ],
  'pointer_delivery.coalesced_mean': [
    'Each move of the pointer arrived alone, as programs send them.',
    'Moves of the pointer arrived in bundles, as a real mouse sends them.',
  ],
  'pointer_delivery.fast_coalesced_share': [
    'Even fast moves of the pointer arrived one by one, as programs send them.',
    'Fast moves of the pointer arrived in bundles, as a real mouse sends them.',
  ],
  'pointer_delivery.frame_lock_share': [
    'The pointer moved in exact step with the screen, as programs move it.',
    'The pointer moved at the pace of a mouse, not of the screen.',
  ],
  'pointer_delivery.latency_spread': [
    'Moves of the pointer reached the page with delays unlike a real mouse’s.',
    'Moves of the pointer reached the page with delays like a real mouse’s.',
  ],
  'pointer_delivery.pressure_bad_share': [
    'The mouse button went down without the pressure every real press reports.',
    'The mouse button went down with the pressure that a real press reports.',
  ],
  'pointer_delivery.subpixel_share': [
    'The mouse stopped at fractions of a pixel, which this screen does not have.',
    'The mouse stays on whole pixels.',
  ],
  'pointer_delivery.teleport_share': [
    'Clicks landed where the pointer never went.',
    'The pointer travelled to every click.',
  ],
} as const satisfies SentencesOf<typeof pointerDelivery>;
