import { FINE_CLOCK_MS, linear, log1p, type SentencesOf, SHARE } from './feature.ts';

const KEYS = { channels: ['key'] } as const;
const TIMED = { ...KEYS, clockGrainMs: FINE_CLOCK_MS } as const;

/** Signs of a person who is not the owner of the data (features.md G9). */
export const familiarity = [
  {
    name: 'familiarity.segmented_typing',
    ...log1p('per 10 keys', [0, 20]),
    ...TIMED,
    source: 'presses',
    minCount: 30,
    needs: 'inner keys',
  },
  { name: 'familiarity.chunk_period', ...SHARE, ...TIMED, source: 'number gaps', minCount: 3 },
  {
    name: 'familiarity.familiarity_gap',
    ...linear('log', [-4, 4]),
    source: 'known and other pauses',
    minCount: 10,
    channels: ['key', 'focus'],
    clockGrainMs: FINE_CLOCK_MS,
    needs: 'a median above 0',
  },
  {
    name: 'familiarity.hesitation_p50',
    ...log1p('ms', [0, 60_000]),
    source: 'hesitations',
    minCount: 2,
    channels: ['key', 'button'],
    elapsed: 'median',
  },
  {
    name: 'familiarity.doodle',
    ...log1p('ratio', [0, 10_000]),
    source: 'wanderings',
    minCount: 3,
    channels: ['key', 'move', 'button'],
  },
  {
    name: 'familiarity.lattice_share',
    ...SHARE,
    source: 'move gaps',
    minCount: 50,
    channels: ['move'],
    clockGrainMs: FINE_CLOCK_MS,
  },
  { name: 'familiarity.correction_share', ...SHARE, ...KEYS, source: 'typed keys', minCount: 30 },
  {
    name: 'familiarity.correction_delay_p50',
    ...log1p('ms', [0, 10_000]),
    ...TIMED,
    source: 'corrections',
    minCount: 3,
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const familiaritySentences = {
  'familiarity.segmented_typing': [
    'Words were typed in pieces, as if read off or dictated.',
    'Words were typed in one go.',
  ],
  'familiarity.chunk_period': [
    'Numbers were typed in groups, as if copied.',
    'Numbers were not typed in groups.',
  ],
  'familiarity.familiarity_gap': [
    'Personal data was typed more slowly than other text.',
    'Personal data was typed fluently, as by its owner.',
  ],
  'familiarity.hesitation_p50': [
    'The pause between typing and the next click is unlike that of a routine visitor.',
    'Clicks follow typing as readily as for a routine visitor.',
  ],
  'familiarity.doodle': [
    'The pointer moves about aimlessly while waiting.',
    'The pointer rests when it is not needed.',
  ],
  'familiarity.lattice_share': [
    'The pointer moves at fixed intervals, as through a remote desktop.',
    'The pointer moves without fixed intervals.',
  ],
  'familiarity.correction_share': [
    'Typing is corrected unusually seldom or often.',
    'Typing is corrected as often as people do.',
  ],
  'familiarity.correction_delay_p50': [
    'Mistakes are noticed unusually fast or slowly.',
    'Mistakes are noticed as fast as people do.',
  ],
} as const satisfies SentencesOf<typeof familiarity>;
