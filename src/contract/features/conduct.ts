/** Signs of a person who is not the owner of the data (features.md G9). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const conduct = [
  { name: 'conduct.segmented_typing', transform: 'log1p', min: 0, max: 20 },
  { name: 'conduct.chunk_period', transform: 'linear', min: 0, max: 1 },
  { name: 'conduct.familiarity_gap', transform: 'linear', min: -4, max: 4 },
  { name: 'conduct.hesitation_p50', transform: 'log1p', min: 0, max: 60000 },
  { name: 'conduct.doodle', transform: 'log1p', min: 0, max: 10000 },
  { name: 'conduct.lattice_share', transform: 'linear', min: 0, max: 1 },
  { name: 'conduct.correction_share', transform: 'linear', min: 0, max: 1 },
  { name: 'conduct.correction_delay_p50', transform: 'log1p', min: 0, max: 10000 },
] as const;

/** What each says towards automation, and what towards a person. */
export const conductSentences = {
  'conduct.segmented_typing': [
    'Words were typed in pieces, as if read off or dictated.',
    'Words were typed in one go.',
  ],
  'conduct.chunk_period': [
    'Numbers were typed in groups, as if copied.',
    'Numbers were not typed in groups.',
  ],
  'conduct.familiarity_gap': [
    'Personal data was typed more slowly than other text.',
    'Personal data was typed fluently, as by its owner.',
  ],
  'conduct.hesitation_p50': [
    'Hesitation before pressing is unlike that of a routine visitor.',
    'Presses come as readily as for a routine visitor.',
  ],
  'conduct.doodle': [
    'The pointer moves about aimlessly while waiting.',
    'The pointer rests when it is not needed.',
  ],
  'conduct.lattice_share': [
    'Movement arrives on a coarse time grid, as through a remote desktop.',
    'Movement arrives continuously.',
  ],
  'conduct.correction_share': [
    'Typing is corrected unusually seldom or often.',
    'Typing is corrected as often as people do.',
  ],
  'conduct.correction_delay_p50': [
    'Mistakes are noticed unusually fast or slowly.',
    'Mistakes are noticed as fast as people do.',
  ],
} as const;
