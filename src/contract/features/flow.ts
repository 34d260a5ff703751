/** Focus, navigation and pauses (features.md G8). Units are in the name or a share of 0..1; lengths are CSS px, times ms. */
export const flow = [
  { name: 'flow.focus_causeless_share', transform: 'linear', min: 0, max: 1 },
  { name: 'flow.tab_share', transform: 'linear', min: 0, max: 1 },
  { name: 'flow.order_share', transform: 'linear', min: 0, max: 1 },
  { name: 'flow.first_action_ms', transform: 'log1p', min: 0, max: 600000 },
  { name: 'flow.gap_cv', transform: 'linear', min: 0, max: 10 },
  { name: 'flow.silent_share', transform: 'linear', min: 0, max: 1 },
  { name: 'flow.burst_length', transform: 'log1p', min: 0, max: 10000 },
  { name: 'flow.blur_count', transform: 'log1p', min: 0, max: 1000 },
  { name: 'flow.character_ms', transform: 'log1p', min: 0, max: 60000 },
] as const;

/** What each says towards automation, and what towards a person. */
export const flowSentences = {
  'flow.focus_causeless_share': [
    'Fields got the focus without a click, tap or Tab.',
    'Every field was entered by click, tap or Tab.',
  ],
  'flow.tab_share': ['Fields were entered in an unusual way.', 'Fields were entered in a usual way.'],
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
    'Long silences with no sign of a person lie between actions.',
    'There is always a sign of a person.',
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
} as const;
