import { FINE_CLOCK_MS, log1p, type SentencesOf, SHARE } from './feature.ts';

const DELIVERED = { channels: ['key', 'stack'] } as const;
/** Screen keyboards name no keys and no Shift. */
const KEYBOARD = { ...DELIVERED, except: { pointer: 'touch' } } as const;

/** How the browser delivered key events (features.md G4). */
export const typing = [
  { name: 'typing.untrusted_share', ...SHARE, ...DELIVERED, source: 'key events', minCount: 1 },
  { name: 'typing.shift_missing_share', ...SHARE, ...KEYBOARD, source: 'shifted keys', minCount: 2 },
  { name: 'typing.code_missing_share', ...SHARE, ...KEYBOARD, source: 'coded keys', minCount: 3 },
  { name: 'typing.unpaired_share', ...SHARE, source: 'closed keys', minCount: 8, channels: ['key'] },
  {
    name: 'typing.key_without_input_share',
    ...SHARE,
    source: 'answered keys',
    minCount: 5,
    channels: ['key', 'input', 'focus'],
  },
  {
    name: 'typing.latency_spread',
    ...log1p('ms', [0, 100]),
    ...DELIVERED,
    source: 'key delays',
    minCount: 10,
    clockGrainMs: FINE_CLOCK_MS,
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const typingSentences = {
  'typing.untrusted_share': [
    'A script in the page made the key presses.',
    'No script in the page made the key presses.',
  ],
  'typing.shift_missing_share': [
    'Capital letters or symbols came without the Shift key.',
    'Capital letters and symbols came with the Shift key.',
  ],
  'typing.code_missing_share': [
    'Key presses came from no key of a real keyboard.',
    'Key presses came from the keys of a real keyboard.',
  ],
  'typing.unpaired_share': [
    'Keys were pressed and never released, or released and never pressed.',
    'Every key pressed was released.',
  ],
  'typing.key_without_input_share': [
    'Keys were pressed in a field and no text appeared.',
    'Keys pressed in a field gave text.',
  ],
  'typing.latency_spread': [
    'Key presses reached the page with delays unlike a real keyboard’s.',
    'Key presses reached the page with delays like a real keyboard’s.',
  ],
} as const satisfies SentencesOf<typeof typing>;
