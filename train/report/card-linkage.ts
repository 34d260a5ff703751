import { existsSync, readFileSync } from 'node:fs';
import { percent, table } from './format.ts';

/** What `npm run lab -- linkage` writes. */
export interface Linkage {
  readonly draws: number;
  readonly lines: readonly LinkageLine[];
  readonly costs: readonly LinkageCost[];
}

/** How well the evidence of two visits picks one person. */
export interface LinkageLine {
  readonly recorder: string;
  /** Consent mode. */
  readonly mode: string;
  /** A feature group, or `all`. */
  readonly group: string;
  /** People to tell apart. */
  readonly size: number;
  /** Share of draws in which the right person was picked. */
  readonly found: number;
}

/** Levels that the model gives to what `minimal` records, before reduced consent withholds all but `high`. */
export interface LinkageCost {
  readonly who: 'people' | 'scripts';
  readonly isCoarse: boolean;
  readonly rows: number;
  /** Shares of the rows by level. */
  readonly shares: Readonly<Record<'low' | 'unknown' | 'medium' | 'high', number>>;
  /** Rows that a backend would call implausible. */
  readonly inconsistent: number;
}

const FILE = 'model/linkage.json';
const LEVELS = ['low', 'unknown', 'medium', 'high'] as const;

/** The figures that are committed; null where there are none. */
export const readLinkage = (file = FILE): Linkage | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Linkage) : null;

/** The card's section about how well evidence tells people apart; nothing without figures. */
export function linkage(figures: Linkage | null): string {
  if (!figures) return '';
  return `## Who somebody is, by the evidence

How often the evidence of one visit picks its person's other visit among several people's, by a program that learnt on other people what stays with
a person. People held out of the fit, the first minute of a recording as a visit, ${figures.draws} draws a figure; \`npm run lab -- linkage\`. \`minimal\` rounds what tells
people apart to whole deviations ([privacy.md](../docs/privacy.md#linkage-measured)).

${linkageTable(figures)}

What rounding costs: levels of test people and of scripts that do their tasks, before reduced consent withholds all but \`high\`.

${costTable(figures)}`;
}

/** A row for each group and mode, a column for each recorder. */
export function linkageTable({ lines }: Linkage): string {
  const recorders = [...new Set(lines.map(({ recorder }) => recorder))];
  const of = (group: string, mode: string, recorder: string) =>
    lines.find((line) => line.group === group && line.mode === mode && line.recorder === recorder);
  const pairs = [...new Map(lines.map(({ group, mode }) => [`${group} ${mode}`, { group, mode }])).values()];
  const sizes = recorders.map((recorder) => lines.find((line) => line.recorder === recorder)?.size ?? 1);
  return table(
    ['group', 'mode', ...recorders],
    [
      ['chance', '', ...sizes.map((size) => `1 of ${size}: ${percent(1 / size, 0)}`)],
      ...pairs.map(({ group, mode }) => [
        group,
        mode,
        ...recorders.map((recorder) => percent(of(group, mode, recorder)?.found ?? Number.NaN, 0)),
      ]),
    ],
  );
}

/** A row for people and for scripts, with and without rounding. */
export function costTable({ costs }: Linkage): string {
  return table(
    ['who', 'evidence', ...LEVELS, 'rows'],
    costs.map(({ who, isCoarse, shares, rows }) => [
      who,
      isCoarse ? 'rounded' : 'not rounded',
      ...LEVELS.map((level) => percent(shares[level])),
      rows,
    ]),
  );
}
