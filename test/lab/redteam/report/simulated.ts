import { type Cell, cellOf } from '../cell.ts';
import type { Searched } from '../simulate/run.ts';
import type { State } from '../state.ts';

/** An attacker in the simulation, at one budget. */
export interface SimulatedCell extends Pick<Searched, 'attacker' | 'start' | 'delivery' | 'note'> {
  readonly budget: number;
  readonly cell: Cell;
}

/**
 * Cells of the simulation in the order attacker, delivery, start, budget, from all searches of this model.
 */
export function simulatedCells(state: State, modelId: string): SimulatedCell[] {
  const all = state
    .all<Searched>('simulated-')
    .filter(({ key }) => key.startsWith(modelId))
    .map(({ value }) => value);
  const groups = new Map<string, Searched[]>();
  for (const searched of all) {
    const name = [searched.attacker, searched.delivery, searched.start].join('/');
    groups.set(name, [...(groups.get(name) ?? []), searched]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { attacker, start, delivery, note } = first;
    const tried = group.flatMap((searched) => searched.tried);
    const budgets = [...new Set(tried.map(({ budget }) => budget))].sort((a, b) => a - b);
    return budgets.map((budget) => ({
      attacker,
      start,
      delivery,
      note,
      budget,
      cell: cellOf(tried.filter((visit) => visit.budget === budget)),
    }));
  });
}
