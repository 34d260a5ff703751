import type { Row } from '../../../train/data/row.ts';
import { evidenceFor } from '../../../train/export/model.ts';
import { type SeenEvidence, seenOf } from '../../../train/export/seen.ts';
import type { UnfamiliarLine } from '../../../train/report/card-unfamiliar.ts';
import { PROTOCOL } from '../recorders/protocol.ts';
import { readVisits } from './people.ts';
import { lineOf, regionsOf, type SeenModel, type Sort, type Visit } from './seen.ts';

/** Fewer people say nothing about a recorder. */
const LEAST_PEOPLE = 15;
/** Runs without families; each leaves this share of all families out at once, because a run takes 15 s. */
const FOLDS = 8;

interface Shown extends SeenEvidence {
  readonly row: Row;
}

const shownOf = (rows: readonly Row[], { manifest }: SeenModel): Shown[] =>
  rows.map((row) => ({ ...row, row, evidence: evidenceFor(row, manifest) }));

const visitOf = ({ evidence, row }: Shown): Visit => ({
  evidence,
  people: row.automation ? [] : [row.subject],
});

/** The line of what was left out, with regions learnt from the rest. */
function lineWithout(
  all: readonly Shown[],
  { isOut, model, sort }: { isOut(row: Row): boolean; readonly model: SeenModel; readonly sort: Sort },
): UnfamiliarLine {
  const regions = regionsOf(seenOf(all.filter(({ row }) => !isOut(row))));
  const out = all.filter(({ row }) => isOut(row) && !row.automation);
  return lineOf(out.map(visitOf), { model: model.model, regions }, sort);
}

/**
 * Each recorder left out with its people and the scripts that borrow their tasks. The only recorder of keys
 * is not: without it there is no group of keys.
 */
export function measureRecorders(
  rows: readonly Row[],
  model: SeenModel,
  progress: (name: string) => void,
): UnfamiliarLine[] {
  const all = shownOf(rows, model);
  const people = rows.filter(({ automation }) => !automation);
  return [...new Set(people.map(({ source }) => source))].flatMap((source) => {
    const own = people.filter((row) => row.source === source);
    const isAlone = people.every((row) => row.source === source || row.modality !== own[0]?.modality);
    if (isAlone || new Set(own.map(({ subject }) => subject)).size < LEAST_PEOPLE) return [];
    progress(source);
    const isOut = (row: Row) => row.source === source;
    return [lineWithout(all, { isOut, model, sort: { part: 'recorder', name: source } })];
  });
}

/** Recorders that have straight strokes of a finger and nothing else, and rows that were cut down to them. */
const STRAIGHT = ['ubc-ipad', 'pattern-lock'];

/** The worst false alarm of the first half: straight strokes, learnt from curved ones only. */
export async function measureStrokes(rows: readonly Row[], model: SeenModel): Promise<UnfamiliarLine[]> {
  const all = shownOf(rows, model);
  const isOut = ({ source, session }: Row) => STRAIGHT.includes(source) || session.includes('#straight');
  const regions = regionsOf(seenOf(all.filter(({ row }) => !isOut(row))));
  const task = PROTOCOL.find((row) => row.recorder === 'ubc-ipad' && row.task === 'straight finger strokes');
  if (!task) throw new Error('no recorder of straight strokes');
  const lineAfter = async (seconds: number | undefined, name: string): Promise<UnfamiliarLine> =>
    lineOf(
      await readVisits(task, model, seconds),
      { model: model.model, regions },
      { part: 'stroke', name: `ubc-ipad, straight finger strokes, ${name}` },
    );
  return [await lineAfter(15, 'after 15 s'), await lineAfter(undefined, 'whole')];
}

/** Every family of scripts, an eighth of all at a time. */
export function measureFamilies(
  rows: readonly Row[],
  model: SeenModel,
  progress: (name: string) => void,
): UnfamiliarLine[] {
  const all = shownOf(rows, model);
  const families = [...new Set(rows.filter(({ automation }) => automation).map(({ family }) => family))];
  return Array.from({ length: FOLDS }, (_, fold) => {
    const out = new Set(families.filter((_, at) => at % FOLDS === fold));
    progress([...out].join(', '));
    const regions = regionsOf(seenOf(all.filter(({ row }) => !out.has(row.family))));
    return [...out].map((family) => {
      const visits = all.filter(({ row }) => row.family === family).map(visitOf);
      return lineOf(visits, { model: model.model, regions }, { part: 'family', name: family });
    });
  }).flat();
}
