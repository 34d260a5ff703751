import { type KeyLedger, MEMORY_MS } from '../stores/ledger.ts';

/**
 * Most keys that one call denies. Chosen: each rotation is a request, so nobody has more by accident, and a
 * call must end.
 */
const MAX_KEYS = 10_000;

/**
 * Denies a key and all that it was rotated into (A4). A denied key names no successor any more, so a later
 * rotation cannot escape.
 */
export async function revokeKey(ledger: KeyLedger, jkt: string, now: number): Promise<void> {
  const denied = new Set<string>();
  let next: string | undefined = jkt;
  while (next !== undefined && !denied.has(next) && denied.size < MAX_KEYS) {
    denied.add(next);
    next = (await ledger.retire(next, { from: now }, MEMORY_MS))?.successor;
  }
}
