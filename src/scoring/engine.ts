import type { EngineName } from '../contract/verdict.ts';

/** Runs the network. `rows` holds count × input columns, uint8; the answer count × groups, uint8. All engines give the same integers. */
export interface Engine {
  readonly name: EngineName;
  run(rows: Uint8Array, count: number): Uint8Array | Promise<Uint8Array>;
}

/** The reference engine: synchronous, and able to evaluate one group alone. */
export interface ExactEngine extends Engine {
  readonly name: 'exact';
  run(rows: Uint8Array, count: number): Uint8Array;
  /** One group's output for each row; touches only that group's weights. */
  runGroup(rows: Uint8Array, count: number, group: number): Uint8Array;
}

/** An engine's answer, or null if it failed. */
export async function runSafely(engine: Engine, rows: Uint8Array, count: number): Promise<Uint8Array | null> {
  try {
    return await engine.run(rows, count);
  } catch {
    return null;
  }
}
