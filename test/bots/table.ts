import type { Outcome } from './observe.ts';

const LEVELS = ['high', 'medium', 'low', 'unknown', 'missing'] as const;

/** One line an actor, as GitHub's markdown. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = [...new Set(outcomes.map(({ actor }) => actor))].map((actor) =>
    rowOf(
      actor,
      outcomes.filter((outcome) => outcome.actor === actor),
    ),
  );
  return [
    `| actor | sessions | ${LEVELS.join(' / ')} | median logit | mean contribution of groups | most frequent reasons |`,
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function rowOf(actor: string, outcomes: readonly Outcome[]): string {
  const levels = LEVELS.map((level) => outcomes.filter((outcome) => outcome.level === level).length);
  const logits = outcomes.flatMap(({ logit }) => logit ?? []).sort((a, b) => a - b);
  const middle = logits[Math.floor(logits.length / 2)];
  return `| ${[
    actor,
    outcomes.length,
    levels.join(' / '),
    middle?.toFixed(2) ?? '–',
    groupsOf(outcomes),
    reasonsOf(outcomes),
  ].join(' | ')} |`;
}

function groupsOf(outcomes: readonly Outcome[]): string {
  const sums = new Map<string, number>();
  for (const { line } of outcomes)
    for (const [group, weight] of Object.entries(line?.groups ?? {}))
      sums.set(group, (sums.get(group) ?? 0) + weight / outcomes.length);
  return [...sums]
    .filter(([, mean]) => Math.abs(mean) >= 0.05)
    .sort(([, a], [, b]) => b - a)
    .map(([group, mean]) => `${group} ${mean > 0 ? '+' : '−'}${Math.abs(mean).toFixed(1)}`)
    .join(', ');
}

function reasonsOf(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { line } of outcomes)
    for (const { code, weight } of line?.reasons ?? [])
      if (weight >= 0.5) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([code, count]) => `${code} ×${count}`)
    .join(', ');
}
