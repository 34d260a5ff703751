import { type Cell, cellOf } from '../cell.ts';
import { LIVE_CELLS, type LiveCell, liveUnit } from '../live/run.ts';
import type { LiveVisit } from '../live/visit.ts';
import type { State } from '../state.ts';

/** An attacker in a real browser. */
export interface LiveResult extends LiveCell {
  readonly cell: Cell;
  /** Mean contribution of each group, logits, strongest first. */
  readonly groups: readonly (readonly [group: string, logits: number])[];
  readonly medianSeconds: number;
  /** Processes for each core of the machine; null where the visits did not note it. */
  readonly medianLoad: number | null;
}

/** Cells of the live legs with every visit that was made against this model. */
export function liveResults(state: State, modelId: string): LiveResult[] {
  const all = state.all<LiveVisit>('live-').filter(({ key }) => key.startsWith(`${modelId} `));
  return LIVE_CELLS.flatMap((place) => {
    const prefix = liveUnit(place, 0).replace(/0$/, '');
    const visits = all
      .filter(({ unit }) => unit.startsWith(prefix) && /^\d+$/.test(unit.slice(prefix.length)))
      .map(({ value }) => value);
    if (visits.length === 0) return [];
    return [
      {
        ...place,
        cell: cellOf(visits.map((visit) => ({ ...visit, search: 0 }))),
        groups: groupsOf(visits),
        medianSeconds: medianOf(visits.map(({ seconds }) => seconds)) ?? 0,
        medianLoad: medianOf(visits.flatMap(({ load }) => load ?? [])),
      },
    ];
  });
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function groupsOf(visits: readonly LiveVisit[]): LiveResult['groups'] {
  const sums = new Map<string, number>();
  for (const { groups } of visits)
    for (const [group, logits] of Object.entries(groups))
      sums.set(group, (sums.get(group) ?? 0) + logits / visits.length);
  return [...sums]
    .filter(([group, mean]) => group !== 'baseline' && Math.abs(mean) >= 0.2)
    .sort(([, a], [, b]) => b - a);
}
