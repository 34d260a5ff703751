import type { Model } from '../../../../src/server/model/model.ts';
import type { State } from '../state.ts';
import { simulatedCells } from './simulated.ts';
import { rowOf, tableOf } from './table.ts';

export interface WriteOptions {
  readonly model: Model;
  /** The report's file; null prints its tables only. */
  readonly path: string | null;
}

export async function writeReport(state: State, { model }: WriteOptions): Promise<void> {
  const cells = simulatedCells(state, model.id);
  const rows = cells.map(({ attacker, delivery, start, budget, cell }) =>
    rowOf([attacker, delivery, start, String(budget)], cell),
  );
  process.stdout.write(`${tableOf(['attacker', 'delivery', 'start', 'queries'], rows)}\n`);
}
