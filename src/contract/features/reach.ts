/**
 * Pointer movements judged one by one by a small fixed forest (`worker/features/forest.ts`), pooled over the session: logits of
 * automation per movement, weighed down while there are few. Single movements are more telling together than their medians are.
 */
export const reach = [
  {
    name: 'reach.shape_mean',
    transform: 'linear',
    min: -6,
    max: 6,
    risk: 'Movement after movement has a shape that scripts draw.',
    trust: 'Movement after movement has a shape that hands draw.',
  },
  {
    name: 'reach.speed_mean',
    transform: 'linear',
    min: -6,
    max: 6,
    risk: 'Movement after movement gains and loses speed as scripts do.',
    trust: 'Movement after movement gains and loses speed as hands do.',
  },
  {
    name: 'reach.smoothness_mean',
    transform: 'linear',
    min: -6,
    max: 6,
    risk: 'Movement after movement is as smooth, or as shaky, as computed ones are.',
    trust: 'Movement after movement is as smooth as those of a hand.',
  },
  {
    name: 'reach.accord_mean',
    transform: 'linear',
    min: -6,
    max: 6,
    risk: 'Shape and speed of movements go together as in no hand.',
    trust: 'Shape and speed of movements go together as in a hand.',
  },
  {
    name: 'reach.total_p20',
    transform: 'linear',
    min: -8,
    max: 8,
    risk: 'Even the most natural movements look computed.',
    trust: 'Some movements are plainly those of a hand.',
  },
  {
    name: 'reach.total_p80',
    transform: 'linear',
    min: -8,
    max: 8,
    risk: 'Some movements are plainly computed.',
    trust: 'Hardly any movement looks computed.',
  },
] as const;
