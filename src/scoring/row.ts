import { MISSING, ZERO } from '../contract/model.ts';
import type { Evidence } from './quantise.ts';

/**
 * The network's input for some evidence: F values (zero point where missing), then F columns that say which
 * are missing.
 */
export function encodeInput(evidence: Pick<Evidence, 'values' | 'missing'>): Uint8Array {
  const features = evidence.values.length;
  const row = new Uint8Array(2 * features);
  for (let index = 0; index < features; index++) {
    const missing = Boolean(evidence.missing[index]);
    row[index] = missing ? ZERO : ZERO + (evidence.values[index] ?? 0);
    row[features + index] = missing ? MISSING : ZERO;
  }
  return row;
}

/** The input in which every feature is missing: where contributions and explanations count from. */
export function encodeEmpty(features: number): Uint8Array {
  return encodeInput({ values: new Int8Array(features), missing: new Uint8Array(features).fill(1) });
}
