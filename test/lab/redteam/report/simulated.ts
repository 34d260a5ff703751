import { countsOf } from '../cell.ts';
import type { Searched } from '../simulate/run.ts';
import type { State } from '../state.ts';
import { originOf } from './origin.ts';
import type { SimulatedRow } from './published.ts';

/** Rows of the simulation from all searches of this model. */
export function simulatedRows(state: State, modelId: string): SimulatedRow[] {
  const all = state.all<Searched>('simulated-').filter(({ key }) => key.startsWith(`${modelId} `));
  const groups = new Map<string, (typeof all)[number][]>();
  for (const saved of all) {
    const name = [saved.value.attacker, saved.value.delivery, saved.value.start].join('/');
    groups.set(name, [...(groups.get(name) ?? []), saved]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { attacker, start, delivery, note } = first.value;
    const tried = group.flatMap(({ value }) => value.tried);
    const budgets = [...new Set(tried.map(({ budget }) => budget))].sort((a, b) => a - b);
    return budgets.map((budget) => ({
      ...{ attacker, note, start, delivery, budget },
      ...countsOf(tried.filter((visit) => visit.budget === budget)),
      ...originOf(group),
    }));
  });
}
