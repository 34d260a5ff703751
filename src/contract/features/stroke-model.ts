import { linear, type SentencesOf, STROKE_CLOCK_MS } from './feature.ts';

const STROKES = {
  source: 'strokes',
  minCount: 3,
  channels: ['move'],
  clockGrainMs: STROKE_CLOCK_MS,
} as const;
const ASPECT = { ...linear('logit', [-6, 6]), ...STROKES } as const;
const TOTAL = { ...linear('logit', [-8, 8]), ...STROKES } as const;

/**
 * Pointer movements scored one by one by a few fixed boosted trees (`worker/features/stroke/trees.ts`),
 * pooled over the session: logits of automation per movement, weighed down while there are few. Scores of
 * single movements, pooled, tell more than medians of their features.
 */
export const strokeModel = [
  { name: 'stroke_model.shape_mean', ...ASPECT },
  { name: 'stroke_model.speed_mean', ...ASPECT },
  { name: 'stroke_model.smoothness_mean', ...ASPECT },
  { name: 'stroke_model.accord_mean', ...ASPECT },
  { name: 'stroke_model.total_p20', ...TOTAL },
  { name: 'stroke_model.total_p80', ...TOTAL },
] as const;

/** What each says towards automation, and what towards a person. */
export const strokeModelSentences = {
  'stroke_model.shape_mean': [
    'Movement after movement has a shape that scripts draw.',
    'Movement after movement has a shape that hands draw.',
  ],
  'stroke_model.speed_mean': [
    'Movement after movement gains and loses speed as scripts do.',
    'Movement after movement gains and loses speed as hands do.',
  ],
  'stroke_model.smoothness_mean': [
    'Movement after movement is as smooth, or as shaky, as computed ones are.',
    'Movement after movement is as smooth as those of a hand.',
  ],
  'stroke_model.accord_mean': [
    'The shape and the speed of movements do not go together as in a hand.',
    'The shape and the speed of movements go together as in a hand.',
  ],
  'stroke_model.total_p20': [
    'Even the most natural movements look computed.',
    'Some movements are plainly those of a hand.',
  ],
  'stroke_model.total_p80': ['Some movements are plainly computed.', 'Hardly any movement looks computed.'],
} as const satisfies SentencesOf<typeof strokeModel>;
