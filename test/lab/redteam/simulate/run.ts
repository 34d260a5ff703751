import type { Model } from '../../../../src/server/model/model.ts';
import { createRandom } from '../../../../train/random.ts';
import type { Attacker } from '../attackers.ts';
import type { Tried } from '../cell.ts';
import { valuesAt } from '../generators/settings.ts';
import { createRemaining } from '../remaining.ts';
import { type Found, type Start, searchFor } from '../search/search.ts';
import type { State } from '../state.ts';
import type { Delivery } from './delivery.ts';
import { createVisitJudge } from './judge.ts';

export interface RunOptions {
  readonly model: Model;
  readonly seed: string;
  readonly budgets: readonly number[];
  /** Independent searches of every attacker. */
  readonly searches: number;
  /** Fresh sessions of each search's settings at each budget. */
  readonly fresh: number;
  readonly deliveries: readonly Delivery[];
  readonly state: State;
  write(line: string): void;
}

/** What came of one search of one attacker. */
export interface Searched {
  readonly attacker: string;
  readonly note: string;
  readonly start: Start;
  readonly delivery: Delivery;
  readonly search: number;
  readonly found: readonly Found[];
  readonly tried: readonly (Tried & { readonly budget: number })[];
}

interface Unit extends Pick<Searched, 'start' | 'delivery' | 'search'> {
  readonly attacker: Attacker;
}

export const unitName = ({ attacker, start, delivery, search }: Omit<Searched, 'found' | 'tried' | 'note'>) =>
  `simulated-${attacker}-${start}-${delivery}-${search}`;

/** Everything of a run that its results depend on. */
const keyOf = ({ model, seed, budgets, fresh }: RunOptions): string =>
  [model.id, seed, budgets.join(','), fresh].join(' ');

/** Searches with every attacker, and tries what was found on fresh visits. Goes on where it was cut short. */
export async function attackSimulated(
  attackers: readonly Attacker[],
  options: RunOptions,
): Promise<Searched[]> {
  const { searches, fresh, budgets, deliveries, state, write } = options;
  const units = attackers.flatMap((attacker) =>
    attacker.starts.flatMap((start) =>
      deliveries.flatMap((delivery) =>
        Array.from({ length: searches }, (_, search): Unit => ({ attacker, start, delivery, search })),
      ),
    ),
  );
  const each = Math.max(...budgets) + budgets.length * fresh;
  const total = units.length * each;
  const remaining = createRemaining({ total, unit: 'visits', now: () => performance.now(), write });
  const results: Searched[] = [];
  for (const unit of units) {
    const name = unitName({ ...unit, attacker: unit.attacker.name });
    const before = state.load<Searched>(name, keyOf(options));
    if (before) remaining.skip(each);
    const result = before ?? (await search(unit, options, remaining.done));
    if (!before) state.save(name, keyOf(options), result);
    results.push(result);
    if (!before) remaining.note(`${name}, seed ${options.seed}`);
  }
  return results;
}

async function search(unit: Unit, options: RunOptions, onVisit: () => void): Promise<Searched> {
  const { attacker, start, delivery, search: number } = unit;
  const { model, budgets, fresh } = options;
  const seed = `${options.seed}/${number}`;
  const judge = createVisitJudge(model);
  const found = await searchFor(attacker, { start, delivery, seed, budgets, judge, onQuery: onVisit });
  const tried: (Tried & { budget: number })[] = [];
  for (const { budget, point } of found) {
    // A backend that has not seen the search, and nobody's earlier visit.
    const freshJudge = createVisitJudge(model);
    for (let index = 0; index < fresh; index += 1) {
      const random = createRandom(seed, attacker.name, start, delivery, 'fresh', budget, index);
      const visit = await attacker.visit(valuesAt(attacker.settings, point), { delivery, random });
      const { level, logit, flags } = await freshJudge(visit);
      tried.push({ budget, level, logit, flags, decision: null });
      onVisit();
    }
  }
  const { name, note } = attacker;
  return { attacker: name, note, start, delivery, search: number, found, tried };
}
