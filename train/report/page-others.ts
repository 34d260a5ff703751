import { figure, htmlTable, key, row, section } from './html.ts';
import { levelsPlot, type Shares } from './plots/people.ts';
import type { Report } from './report.ts';

const LEVEL_KEY = key([
  ['var(--high)', 'high'],
  ['var(--medium)', 'medium'],
  ['var(--low)', 'low'],
  ['var(--unknown)', 'unknown'],
]);

/** What other commands measured; each says so where it has not been run. */
export function others({ examined, tools, neighbours: { cohorts, peers } }: Report): string {
  const people = examined.calls.map((item) => ({
    name: `${item.source}, ${item.modality}, ${item.horizon}`,
    high: item.high.value,
    medium: item.medium.value - item.high.value,
    unknown: item.unknown,
  }));
  return [
    section(
      'How test people are called',
      'The shipped model at its own levels, by recorder and by how much of the visit it has seen. A short or thin visit is unknown, not low.',
      LEVEL_KEY,
      row(figure('People of the test set', levelsPlot(people, 'Levels of test people'))),
    ),
    section(
      'Whole tools in a real browser',
      'Every driver against the pages of the lab, all groups together.',
      ...shown(
        'bots --out .tmp/bots',
        tools?.map(({ tool, sessions, all }) => ({ ...all, name: `${tool} (${sessions})` })),
      ),
    ),
    section(
      'Kinds of people',
      'Built from recordings and real browser behaviour. None should be above 1 % high.',
      ...shown(
        'cohorts',
        cohorts?.map((item) => ({
          ...item,
          name: `${item.kind}, ${item.leg} (${item.sessions})`,
          medium: item.medium - item.high,
        })),
      ),
    ),
    section(
      'Peers on the same sessions',
      'Sessions flagged by each detector. A dash: it does not apply to what was recorded.',
      peers === null ? missing('peers') : row(`<figure>${peersTable(peers)}</figure>`),
    ),
  ].join('\n');
}

const missing = (command: string): string =>
  `<p class="small">Not here: <code>npm run lab -- ${command}</code> had not been run where this was made.</p>`;

const shown = (command: string, rows: readonly Shares[] | undefined): string[] =>
  rows === undefined
    ? [missing(command)]
    : [LEVEL_KEY, row(figure(`npm run lab -- ${command}`, levelsPlot(rows, command)))];

function peersTable(peers: NonNullable<Report['neighbours']['peers']>): string {
  const names = [...new Set(peers.flatMap(({ flagged }) => Object.keys(flagged)))];
  return htmlTable(
    ['actor', 'sessions', ...names],
    peers.map(({ actor, sessions, flagged }) => [
      actor,
      sessions,
      ...names.map((name) => flagged[name] ?? '–'),
    ]),
  );
}
