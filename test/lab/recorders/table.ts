import type { RecorderResult } from './measure.ts';
import { GOALS, LEAST_PEOPLE } from './protocol.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One line a recorder, task and horizon, as GitHub's markdown; `!` beside a share above its goal. */
export function tableOf(results: readonly RecorderResult[]): string {
  const judged = (share: number, goal: number, people: number) =>
    `${percent(share)}${people >= LEAST_PEOPLE && share > goal ? ' !' : ''}`;
  const between = ([low, high]: readonly [number, number]) => `${percent(low)} – ${percent(high)}`;
  const head =
    'recorder | task | fit | seconds | recordings | people | high | 95 % | medium or high | 95 % | unknown | 95 % | pushed by';
  return [
    `| ${head} |`,
    `|${' --- |'.repeat(head.split('|').length)}`,
    ...results.map(
      ({ recorder, task, fit, seconds, recordings, people, high, medium, unknown, interval, pushes }) =>
        `| ${[
          recorder,
          task,
          fit,
          seconds ?? 'whole',
          recordings,
          people < LEAST_PEOPLE ? `${people}, not judged` : people,
          judged(high, GOALS.high, people),
          between(interval.high),
          judged(medium, GOALS.medium, people),
          between(interval.medium),
          percent(unknown),
          between(interval.unknown),
          pushes
            .slice(0, 3)
            .map(([group, logits]) => `${group} +${logits.toFixed(1)}`)
            .join(', '),
        ].join(' | ')} |`,
    ),
  ].join('\n');
}
