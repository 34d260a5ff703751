import { FEATURES, MEMBERS } from '../../../src/contract/features/index.ts';
import { FLAG_REDUCED_CONSENT } from '../../../src/contract/protocol.ts';
import { coarsen } from '../../../src/scoring/coarsen.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { type Evidence, quantise } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { createConsistency } from '../../../src/server/model/consistency.ts';
import { readPeople } from '../../../train/data/people.ts';
import type { Row } from '../../../train/data/row.ts';
import { simulateAll } from '../../../train/data/scripts.ts';
import { openRecordings } from '../../../train/data/training.ts';
import type { LinkageCost } from '../../../train/report/card-linkage.ts';

/** Simulated sessions of each family. Chosen: some 5,000 rows, of which one in a hundred is 50. */
const SESSIONS = 40;
const quiet = { progress: () => {} };

/**
 * What rounding costs: people of the test set and scripts that do their tasks, from 15 seconds on. Nobody of
 * them was fitted.
 */
export async function measureCosts(model: Model): Promise<readonly LinkageCost[]> {
  const recordings = openRecordings();
  if (!recordings.ok) return [];
  const people = await readPeople(recordings.value.test, quiet);
  const scripts = simulateAll(people, { name: 'linkage', sessions: SESSIONS, ...quiet });
  const isLong = ({ horizon }: Row): boolean => horizon !== '5s';
  return [false, true].flatMap((isCoarse) => [
    costOf(people.rows.filter(isLong), { model, who: 'people', isCoarse }),
    costOf(scripts.rows.filter(isLong), { model, who: 'scripts', isCoarse }),
  ]);
}

function costOf(
  rows: readonly Row[],
  { model, who, isCoarse }: Pick<LinkageCost, 'who' | 'isCoarse'> & { readonly model: Model },
): LinkageCost {
  const isConsistent = createConsistency(model.manifest);
  const counts = { low: 0, unknown: 0, medium: 0, high: 0 };
  let inconsistent = 0;
  for (const row of rows) {
    const fine = evidenceOf(row, model);
    const evidence = isCoarse ? { ...coarsen(fine), flags: FLAG_REDUCED_CONSENT } : fine;
    counts[scoreEvidence(model, evidence).level] += 1;
    if (!isConsistent(evidence)) inconsistent += 1;
  }
  const shareOf = (count: number): number => Math.round((1e4 * count) / rows.length) / 1e4;
  const shares = {
    low: shareOf(counts.low),
    unknown: shareOf(counts.unknown),
    medium: shareOf(counts.medium),
    high: shareOf(counts.high),
  };
  return { who, isCoarse, rows: rows.length, shares, inconsistent };
}

/** What would be signed, without what `minimal` does not watch. */
function evidenceOf({ values, missing }: Row, { manifest }: Model): Evidence {
  const measurements = FEATURES.map(({ transform }, at) => {
    const value = values[at] ?? 0;
    const isWatched = !MEMBERS.scroll.includes(at);
    return {
      value: transform === 'log1p' ? Math.expm1(value) : value,
      valid: missing[at] === 0 && isWatched,
    };
  });
  return quantise(measurements, manifest);
}
