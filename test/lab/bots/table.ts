import type { Level, Reason } from '../../../src/contract/verdict.ts';
import { wilson } from '../../../train/evaluate/wilson.ts';

/** One judged visit, as a survey or a rescoring gives it. */
export interface Judged {
  readonly actor: string;
  readonly page: string;
  readonly level: Level | 'missing';
  readonly logit: number | null;
  readonly reasons: readonly Pick<Reason, 'code' | 'weight'>[];
  readonly groups: Readonly<Record<string, number>>;
}

const LEVELS = ['high', 'medium', 'low', 'unknown', 'missing'] as const;
/** Smaller reasons, logits, are left out. */
const MIN_WEIGHT = 0.5;

/** Each actor over all its pages, then page by page, as GitHub's markdown. Ranges are Wilson's at 95 %. */
export function tableOf(visits: readonly Judged[]): string {
  const actors = [...new Set(visits.map(({ actor }) => actor))].sort();
  const rows = actors.flatMap((actor) => {
    const own = visits.filter((visit) => visit.actor === actor);
    const pages = [...new Set(own.map(({ page }) => page))].sort();
    const each = pages.map((page) =>
      rowOf(
        '',
        page,
        own.filter((visit) => visit.page === page),
      ),
    );
    return [
      rowOf(`**${actor}**`, pages.length > 1 ? 'all' : (pages[0] ?? ''), own),
      ...(pages.length > 1 ? each : []),
    ];
  });
  const head = `| actor | page | n | ${LEVELS.join(' / ')} | high, 95 % | median logit | groups, mean | most frequent reasons |`;
  return [head, '|---|---|---|---|---|---|---|---|', ...rows].join('\n');
}

function rowOf(actor: string, page: string, visits: readonly Judged[]): string {
  const counts = LEVELS.map((level) => visits.filter((visit) => visit.level === level).length);
  const high = (counts[0] ?? 0) / visits.length;
  const [low, top] = wilson(high, visits.length);
  const percent = (share: number) => (100 * share).toFixed(0);
  const logits = visits.flatMap(({ logit }) => logit ?? []).sort((a, b) => a - b);
  return `| ${[
    actor,
    page,
    visits.length,
    counts.join(' / '),
    `${percent(high)} % (${percent(low)}–${percent(top)})`,
    logits[Math.floor(logits.length / 2)]?.toFixed(2) ?? '–',
    groupsOf(visits),
    reasonsOf(visits),
  ].join(' | ')} |`;
}

function groupsOf(visits: readonly Judged[]): string {
  const sums = new Map<string, number>();
  for (const { groups } of visits)
    for (const [group, weight] of Object.entries(groups))
      sums.set(group, (sums.get(group) ?? 0) + weight / visits.length);
  return [...sums]
    .filter(([, mean]) => Math.abs(mean) >= 0.05)
    .sort(([, a], [, b]) => b - a)
    .map(([group, mean]) => `${group} ${mean > 0 ? '+' : '−'}${Math.abs(mean).toFixed(1)}`)
    .join(', ');
}

function reasonsOf(visits: readonly Judged[]): string {
  const counts = new Map<string, number>();
  for (const { reasons } of visits)
    for (const { code, weight } of reasons)
      if (weight >= MIN_WEIGHT) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([code, count]) => `${code} ×${count}`)
    .join(', ');
}
