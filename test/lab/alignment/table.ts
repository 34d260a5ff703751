import type { KindAlarms } from './kinds.ts';
import { BOT_SHARES, type Caught, type SiteResult } from './measure.ts';

const percent = (share: number): string => (100 * share).toFixed(1);
const cell = ({ falseAlarms, caught }: Caught): string => `${percent(falseAlarms)} / ${percent(caught)}`;

/** False alarms / scripts caught, percent; a row a site. */
export function tableOf(results: readonly SiteResult[]): string {
  const aligned = BOT_SHARES.map((share) => (share === 0 ? 'aligned, clean' : `${100 * share} % bots`));
  const head = [
    'site',
    'recorder',
    'visits of people',
    'of scripts',
    'shipped',
    ...aligned,
    'scripts counted',
  ];
  const rows = results.map(({ site, fit, people, scripts, shipped, aligned: own, counted }) =>
    [site, fit, people, scripts, cell(shipped), ...own.map(cell), percent(counted)].join(' | '),
  );
  return [
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** Every kind of people, `medium` or above, percent. */
export function kindTableOf(kinds: readonly KindAlarms[]): string {
  const rows = kinds.map(({ kind, sessions, shipped, aligned, worst }) =>
    [kind, sessions, percent(shipped), percent(aligned), percent(worst)].join(' | '),
  );
  return [
    '| kind of people | sessions | shipped | aligned | worst draw |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}
