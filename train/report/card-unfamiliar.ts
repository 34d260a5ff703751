import { existsSync, readFileSync } from 'node:fs';
import { percent, table } from './format.ts';

/** What `npm run lab -- unfamiliar` writes. */
export interface Unfamiliar {
  /** SHA-256 of the model. */
  readonly model: string;
  readonly lines: readonly UnfamiliarLine[];
}

/** Visits of one sort, and what not resting on unfamiliar evidence does to their levels. */
export interface UnfamiliarLine {
  readonly part: UnfamiliarPart;
  readonly name: string;
  /** People; null where scripts visit. */
  readonly people: number | null;
  readonly visits: number;
  /** Share of visits with an unfamiliar group, with its 95 % interval. */
  readonly unfamiliar: number;
  readonly interval: readonly [low: number, high: number];
  /** Shares at a level by the model alone, and as a backend judges. */
  readonly low: readonly [alone: number, judged: number];
  readonly medium: readonly [alone: number, judged: number];
  readonly high: readonly [alone: number, judged: number];
  /** Groups that are unfamiliar, the most frequent first. */
  readonly groups: readonly string[];
}

/**
 * `task`: people that were held out, or whose recorder never was fitted. `kind`: sessions of kinds of people.
 * `recorder`, `stroke`, `family`: where the evidence lies is learnt without them.
 */
export type UnfamiliarPart = 'task' | 'kind' | 'recorder' | 'stroke' | 'family';

const FILE = 'model/unfamiliar.json';
/** Kinds and families of which fewer visits are unfamiliar share a line. */
const TOLD = 0.02;
const SAME: Readonly<Record<UnfamiliarPart, string>> = {
  task: '',
  kind: 'other kinds',
  recorder: '',
  stroke: '',
  family: 'other families',
};

/** The figures that are committed; null where there are none. */
export const readUnfamiliar = (file = FILE): Unfamiliar | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Unfamiliar) : null;

/** The card's section about evidence that the training had nothing like; nothing without figures. */
export function unfamiliar(figures: Unfamiliar | null): string {
  if (!figures) return '';
  const of = (part: UnfamiliarPart) => tableOf(figures.lines.filter((line) => line.part === part));
  return `## Far from everything

The level of a backend does not rest on a learnt group whose evidence is unlike that of the training: further than a radius from each of 24 points, which
k-means placed among people and scripts. Radii leave at most 1 % of the training visits of any recorder's people outside, over all groups. A visit is judged with
such groups and without them. If the two levels differ it is \`unknown\`; if they are \`medium\` and \`high\` it is \`medium\`. Where that changes the level, the
verdict has the flag \`ood\` and the reason \`unfamiliar\`. It makes no visit \`low\`, and suspects none that the model alone does not. Pages show the level of the
model alone, and so do all other tables of this card. Shares are of visits: unfamiliar in one group or more (95 %, over people), and by level, by the model
alone → as a backend judges. People are all whose recordings went in, those who point and those who type. \`npm run lab -- unfamiliar\`.

People held out of the fit, and recorders never fitted, whole recordings:

${of('task')}

Of drags cut from all else most are unfamiliar by their clicks; no level changes, because none was more than \`unknown\`.

Kinds of people (\`npm run lab -- cohorts\`), sessions of test people:

${of('kind')}

With the points and radii learnt without a recorder, its training people, all lengths – what a recorder that nobody fitted may look like:

${of('recorder')}

The first test, the points and radii learnt without any straight stroke of a finger. About a quarter of the visits is unfamiliar, by taps that people with
curved strokes do not have; no false alarm goes away, because what accuses is familiar: scripts draw straight lines, too. The price is \`low\`, 12 instead of 33 % after 15 s. More people are the remedy (LAB.md, 45).

${of('stroke')}

With the points and radii learnt without a family and some others, its scripts, all lengths:

${of('family')}`;
}

/** One line for each sort of visits; what hardly differs is joined. */
export function tableOf(lines: readonly UnfamiliarLine[]): string {
  const joined = lines.filter(({ part, unfamiliar: share }) => SAME[part] !== '' && share < TOLD);
  const told = lines.filter((line) => !joined.includes(line));
  const change = ([alone, judged]: readonly [number, number]) => `${percent(alone)} → ${percent(judged)}`;
  const most = Math.max(...joined.map(({ unfamiliar: share }) => share));
  return table(
    ['visits of', 'people', 'visits', 'unfamiliar', 'in', 'low', 'medium or high', 'high'],
    [
      ...told.map((line) => [
        line.name,
        line.people ?? '–',
        line.visits,
        `${percent(line.unfamiliar)} (${percent(line.interval[0])} – ${percent(line.interval[1])})`,
        line.groups.slice(0, 2).join(', ') || '–',
        change(line.low),
        change(line.medium),
        change(line.high),
      ]),
      ...(joined.length === 0
        ? []
        : [
            [
              `${joined.length} ${SAME[joined[0]?.part ?? 'kind']}`,
              '',
              joined.reduce((sum, { visits }) => sum + visits, 0),
              `${percent(most)} at the most`,
              '',
              '',
              '',
              '',
            ],
          ]),
    ],
  );
}
