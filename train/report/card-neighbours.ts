import { percent, table } from './format.ts';
import type { Report } from './report.ts';

/**
 * What `npm run lab -- bots`, `npm run lab -- cohorts` and `npm run lab -- peers` measured, where they have
 * been run.
 */
export function neighbours({ tools, neighbours: { cohorts, peers } }: Report): string {
  return [
    section('Whole tools in a real browser', 'bots --out .tmp/bots', tools, (list) =>
      table(
        [
          'tool',
          'sessions',
          'high',
          'medium',
          'unknown',
          'high without the input stack',
          'medium without it',
        ],
        list.map(({ tool, sessions, all, stackless }) => [
          tool,
          sessions,
          percent(all.high),
          percent(all.medium),
          percent(all.unknown),
          percent(stackless.high),
          percent(stackless.medium),
        ]),
      ),
    ),
    section(
      'Kinds of people',
      'cohorts',
      cohorts,
      (
        list,
      ) => `Other people than the fit saw, and nothing here was fitted on their kinds but one: training people were made to tremble by the same rule, so that row
shows what holds for other hands, not for another tremor.

${table(
  ['kind', 'leg', 'sessions', 'people', 'high', 'medium or high', 'unknown'],
  list.map((item) => [
    item.kind,
    item.leg,
    item.sessions,
    item.people,
    percent(item.high),
    percent(item.medium),
    percent(item.unknown),
  ]),
)}`,
    ),
    section('Peers on the same sessions', 'peers', peers, (list) => {
      const names = [...new Set(list.flatMap(({ flagged }) => Object.keys(flagged)))];
      return `Sessions flagged, of so many. BotD and fpscanner look at the browser: "by rule" leaves out what fires in a browser that nothing drives. The people here are
played into a browser that a tool opened, so both see that tool, rightly. delbot-mouse needs 100 moves; its package holds no weights, so its own
features and forest were fitted here, on the training people and its authors' generators.

${table(
  ['actor', 'sessions', ...names],
  list.map((item) => [
    item.actor,
    item.sessions,
    ...names.map((name) => {
      const count = item.flagged[name] ?? null;
      return count === null ? '–' : `${count}`;
    }),
  ]),
)}`;
    }),
  ].join('\n\n');
}

function section<T>(
  title: string,
  command: string,
  list: readonly T[] | null,
  show: (list: readonly T[]) => string,
): string {
  return `## ${title}\n\n${list === null ? `Not here: \`npm run lab -- ${command}\` had not been run where this was made.` : `By \`npm run lab -- ${command}\`.\n\n${show(list)}`}`;
}
