import { type KeyLedger, MEMORY_MS } from '../stores/ledger.ts';

/**
 * Most keys that one call denies. Chosen: a rotation takes a request each, so nobody has more by accident,
 * and a call must end.
 */
const MAX_KEYS = 10_000;

/**
 * Denies a key and all that it was rotated into (A4). A key that is denied names no successor any more, so
 * none escapes.
 */
export async function revokeKey(ledger: KeyLedger, jkt: string, now: number): Promise<void> {
  const denied = new Set<string>();
  let next: string | undefined = jkt;
  while (next !== undefined && !denied.has(next) && denied.size < MAX_KEYS) {
    denied.add(next);
    next = (await ledger.retire(next, { from: now }, MEMORY_MS))?.successor;
  }
}
