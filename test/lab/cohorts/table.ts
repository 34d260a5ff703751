import type { CohortResult } from './report.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const between = ([low, high]: readonly [number, number]) => `${percent(low)} – ${percent(high)}`;

/** The figures that issue 3 asks for: no kind above these shares. */
export const GOALS = { high: 0.01, medium: 0.05 } as const;

/** One line a kind, as GitHub's markdown; `!` beside a share above its goal. */
export function tableOf(results: readonly CohortResult[]): string {
  const mark = (share: number, goal: number) => `${percent(share)}${share > goal ? ' !' : ''}`;
  return [
    '| kind | leg | sessions | people | high | 95 % | medium or high | 95 % | unknown | logit p50 / p95 / max | pushed by |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...results.map(
      ({ kind, leg, sessions, people, high, medium, unknown, interval, logit, pushes }) =>
        `| ${[
          kind,
          leg,
          sessions,
          people,
          mark(high, GOALS.high),
          between(interval.high),
          mark(medium, GOALS.medium),
          between(interval.medium),
          percent(unknown),
          [logit.p50, logit.p95, logit.max].map((value) => value?.toFixed(1) ?? '–').join(' / '),
          pushes
            .slice(0, 3)
            .map(({ code, mean }) => `${code} +${mean.toFixed(2)}`)
            .join(', '),
        ].join(' | ')} |`,
    ),
  ].join('\n');
}
