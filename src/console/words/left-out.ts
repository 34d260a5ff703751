/** Why labels do not count, in words. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  unsure: 'nobody could say, or every word was taken back',
  immature: 'too young: chargebacks may come yet',
  disagreement: 'two reviewers disagree',
  not_sampled: 'found because it was fraud: nobody had looked at it before',
  campaign: 'of a wave of visits that resemble one another',
  no_score: 'without a score',
  gold: 'in the frozen set',
};
