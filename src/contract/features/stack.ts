/** Input-stack forensics: how the browser delivered pointer events (features.md G1). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const stack = [
  { name: 'stack.untrusted_share', transform: 'linear', min: 0, max: 1 },
  { name: 'stack.raw_ratio', transform: 'linear', min: 0, max: 4 },
  { name: 'stack.coalesced_mean', transform: 'log1p', min: 1, max: 64 },
  { name: 'stack.fast_coalesced_share', transform: 'linear', min: 0, max: 1 },
  { name: 'stack.frame_lock_share', transform: 'linear', min: 0, max: 1 },
  { name: 'stack.latency_spread', transform: 'log1p', min: 0, max: 100 },
  { name: 'stack.pressure_bad_share', transform: 'linear', min: 0, max: 1 },
  { name: 'stack.subpixel_share', transform: 'linear', min: 0, max: 1 },
  { name: 'stack.teleport_share', transform: 'linear', min: 0, max: 1 },
] as const;

/** What each says towards automation, and what towards a person. */
export const stackSentences = {
  'stack.untrusted_share': [
    'Pointer events were made by a script in the page, not by the browser.',
    'The browser vouches for the pointer events.',
  ],
  'stack.raw_ratio': [
    'More raw pointer updates than real samples: moves were injected one by one.',
    'Raw pointer updates match the samples, as a physical device gives them.',
  ],
  'stack.coalesced_mean': [
    'Every pointer sample arrived alone, as injected moves do.',
    'Pointer samples arrived in bundles, as a physical device sends them.',
  ],
  'stack.fast_coalesced_share': [
    'Even fast movement was never bundled by the browser.',
    'Fast movement was bundled by the browser.',
  ],
  'stack.frame_lock_share': [
    'Pointer samples keep exact step with the screen refresh.',
    'Pointer samples keep the beat of the device, not of the screen.',
  ],
  'stack.latency_spread': [
    'The delay between event and delivery is not that of a device.',
    'The delay between event and delivery varies as with a device.',
  ],
  'stack.pressure_bad_share': [
    'The mouse button went down without the pressure every real press reports.',
    'Button presses report the pressure of a real press.',
  ],
  'stack.subpixel_share': [
    'The mouse stopped at fractions of a pixel, which this screen does not have.',
    'The mouse stays on whole pixels.',
  ],
  'stack.teleport_share': [
    'Presses landed where the pointer never went.',
    'The pointer travelled to every press.',
  ],
} as const;
