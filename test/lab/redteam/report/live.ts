import { countsOf } from '../cell.ts';
import { LIVE_CELLS, liveUnit } from '../live/run.ts';
import type { LiveVisit } from '../live/visit.ts';
import type { State } from '../state.ts';
import { originOf } from './origin.ts';
import type { LiveRow } from './published.ts';

/** Rows of the live legs from every visit that was made against this model. */
export function liveRows(state: State, modelId: string): LiveRow[] {
  const all = state.all<LiveVisit>('live-').filter(({ key }) => key.startsWith(`${modelId} `));
  return LIVE_CELLS.flatMap((place) => {
    const prefix = liveUnit(place, 0).replace(/0$/, '');
    const units = all.filter(
      ({ unit }) => unit.startsWith(prefix) && /^\d+$/.test(unit.slice(prefix.length)),
    );
    if (units.length === 0) return [];
    const visits = units.map(({ value }) => value);
    return [
      {
        ...place,
        ...countsOf(visits),
        groups: groupsOf(visits),
        medianSeconds: rounded(medianOf(visits.map(({ seconds }) => seconds)) ?? 0),
        medianLoad: medianOf(visits.flatMap(({ load }) => load ?? [])),
        ...originOf(units),
      },
    ];
  });
}

const rounded = (value: number): number => Number(value.toFixed(3));

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function groupsOf(visits: readonly LiveVisit[]): LiveRow['groups'] {
  const sums = new Map<string, number>();
  for (const { groups } of visits)
    for (const [group, logits] of Object.entries(groups))
      sums.set(group, (sums.get(group) ?? 0) + logits / visits.length);
  return [...sums]
    .filter(([group, mean]) => group !== 'baseline' && Math.abs(mean) >= 0.2)
    .sort(([, a], [, b]) => b - a)
    .map(([group, mean]) => [group, rounded(mean)] as const);
}
