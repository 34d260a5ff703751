import { FEATURES, GROUP_NAMES } from '../../../src/contract/features/index.ts';
import type { ExactEngine } from '../../../src/scoring/engine.ts';
import type { OrtRuntime } from '../ort/contract.ts';

/** Input columns of every network: each feature's value, and whether it is missing. */
export const WIDTH = 2 * FEATURES.length;
/**
 * Rows of the proof. Chosen: 3 that reach both ends and the middle of each input, and a tenfold spread
 * between.
 */
const PROOF_ROWS = 32;

interface Answer {
  readonly rows: Uint8Array;
  readonly count: number;
  readonly outputs: Uint8Array;
}

/**
 * What is wrong with the first `checked` rows of an answer, or null. The integer engine is the reference.
 * Other engines are compared with it here, and for each verdict in `src/scoring`.
 */
export function findFault(
  { rows, count, outputs }: Answer,
  exact: ExactEngine,
  checked: number,
): string | null {
  if (outputs.length !== count * GROUP_NAMES.length) return 'shape of y';
  const rowsChecked = Math.min(checked, count);
  const expected = exact.run(rows.subarray(0, rowsChecked * WIDTH), rowsChecked);
  return expected.every((value, at) => value === outputs[at]) ? null : 'other integers than exact';
}

/**
 * Compares a runtime with the reference on built-in rows, in one batch and one row alone. Rejects if a run
 * fails.
 */
export async function findFaultAtStart(runtime: OrtRuntime, exact: ExactEngine): Promise<string | null> {
  const rows = createProof();
  const batch = await runtime.run(rows, PROOF_ROWS);
  const row = rows.slice(0, WIDTH);
  const single = await runtime.run(row, 1);
  return (
    findFault({ rows, count: PROOF_ROWS, outputs: batch }, exact, PROOF_ROWS) ??
    findFault({ rows: row, count: 1, outputs: single }, exact, 1)
  );
}

/**
 * Rows of 0, of 128 and of 255, then random ones. The generator is Numerical Recipes' linear congruential
 * one; the seed is arbitrary.
 */
function createProof(): Uint8Array {
  let random = 1;
  return new Uint8Array(PROOF_ROWS * WIDTH).map((_, at) => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    return at < 3 * WIDTH ? (Math.floor(at / WIDTH) * 255 + 1) >> 1 : random >>> 24;
  });
}
