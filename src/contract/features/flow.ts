import { linear, log1p, type SentencesOf, SHARE } from './feature.ts';

/** Without recorded fields the task is unknown, and pauses depend on the task. */
const FORM = { channels: ['focus', 'key', 'button'] } as const;

/** Focus, navigation and pauses (features.md G8). */
export const flow = [
  { name: 'flow.focus_causeless_share', ...SHARE, ...FORM, source: 'entries', minCount: 2 },
  { name: 'flow.tab_share', ...SHARE, ...FORM, source: 'entries by hand', minCount: 1 },
  { name: 'flow.order_share', ...SHARE, ...FORM, source: 'field changes', minCount: 3 },
  {
    name: 'flow.first_action_ms',
    ...log1p('ms', [0, 600_000]),
    source: 'led events',
    minCount: 1,
    channels: [...FORM.channels, 'page'],
    elapsed: 'once',
  },
  { name: 'flow.gap_cv', ...linear('ratio', [0, 10]), ...FORM, source: 'action gaps', minCount: 8 },
  {
    name: 'flow.silent_share',
    ...SHARE,
    source: 'watched silences',
    minCount: 3,
    channels: [...FORM.channels, 'move'],
    except: { pointer: 'touch' },
  },
  { name: 'flow.burst_length', ...log1p('count', [0, 10_000]), ...FORM, source: 'silences', minCount: 3 },
  {
    name: 'flow.blur_count',
    ...log1p('count', [0, 1000]),
    source: 'events',
    minCount: 10,
    channels: ['page'],
  },
  {
    name: 'flow.character_ms',
    ...log1p('ms', [0, 60_000]),
    source: 'written characters',
    minCount: 10,
    channels: [...FORM.channels, 'input'],
    elapsed: 'each',
  },
] as const;

/** What each says towards automation, and what towards a person. */
export const flowSentences = {
  'flow.focus_causeless_share': [
    'Fields were entered without a click, a tap or the Tab key.',
    'Every field was entered by a click, a tap or the Tab key.',
  ],
  'flow.tab_share': [
    'The Tab key led to unusually many or few of the fields.',
    'The Tab key led to as many fields as usual.',
  ],
  'flow.order_share': ['Fields were visited in an unusual order.', 'Fields were visited in the usual order.'],
  'flow.first_action_ms': [
    'The first action came sooner or later than with people.',
    'The first action came after the time a person needs.',
  ],
  'flow.gap_cv': [
    'Actions follow one another with unusual regularity.',
    'Actions follow one another with the irregularity of a person.',
  ],
  'flow.silent_share': [
    'Between actions lie long times in which not even the pointer moves.',
    'The pointer hardly rests for long between actions.',
  ],
  'flow.burst_length': [
    'Actions come in bursts of unusual length.',
    'Actions come in bursts of the usual length.',
  ],
  'flow.blur_count': [
    'The page was left and entered again more often than usual.',
    'The page was left no more often than usual.',
  ],
  'flow.character_ms': [
    'The form was completed at a pace unusual for its length.',
    'The form was completed at the pace of a person.',
  ],
} as const satisfies SentencesOf<typeof flow>;
