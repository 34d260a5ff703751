/** Area under the ROC curve: chance that a script scores above a person, ties counting half. */
export function auc(people: readonly number[], scripts: readonly number[]): number {
  const all = [
    ...people.map((score) => ({ score, script: 0 })),
    ...scripts.map((score) => ({ score, script: 1 })),
  ];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let i = 0; i < all.length; ) {
    let j = i;
    while (j < all.length && all[j]?.score === all[i]?.score) j += 1;
    const rank = (i + j + 1) / 2;
    for (; i < j; i += 1) ranks += (all[i]?.script ?? 0) * rank;
  }
  const n = scripts.length;
  return (ranks - (n * (n + 1)) / 2) / (n * people.length);
}

/** Least threshold that at most `share` of the people exceed. */
export function thresholdAt(people: readonly number[], share: number): number {
  const sorted = [...people].sort((a, b) => b - a);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.POSITIVE_INFINITY;
}

export const shareAbove = (scores: readonly number[], threshold: number): number =>
  scores.length === 0 ? Number.NaN : scores.filter((score) => score > threshold).length / scores.length;

/** Share of scripts caught when one person in a hundred is flagged. */
export const tprAt1 = (people: readonly number[], scripts: readonly number[]): number =>
  shareAbove(scripts, thresholdAt(people, 0.01));
