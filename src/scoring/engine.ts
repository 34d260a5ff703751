import type { EngineName } from '../contract/verdict.ts';

/**
 * Runs the network. `rows` holds count × input columns, uint8; the answer holds count × groups, uint8. All
 * engines give the same integers.
 */
export interface Engine {
  readonly name: EngineName;
  run(rows: Uint8Array, count: number): Uint8Array | Promise<Uint8Array>;
}

/**
 * Every coalition of a group's players: a player's columns come from `to` when it is in, from `from` when it
 * is not.
 */
export interface Coalitions {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Columns of each player. */
  readonly players: readonly (readonly number[])[];
  /** The output column. */
  readonly group: number;
}

/** The reference engine: synchronous, and able to evaluate one group alone. */
export interface ExactEngine extends Engine {
  readonly name: 'exact';
  /** For each group the columns that its output depends on. */
  readonly columns: readonly ReadonlySet<number>[];
  run(rows: Uint8Array, count: number): Uint8Array;
  /** The group's output for each coalition, indexed by its bits; touches only that group's weights. */
  runCoalitions(coalitions: Coalitions): Uint8Array;
}

/** An engine's answer, or null if it failed. */
export async function runSafely(engine: Engine, rows: Uint8Array, count: number): Promise<Uint8Array | null> {
  try {
    return await engine.run(rows, count);
  } catch {
    return null;
  }
}
