import type { Settings } from '../options.ts';
import { MEMORY_MS } from '../stores/ledger.ts';
import { ask } from '../stores/replay.ts';

/**
 * Whether a key's counter (§1.10) stands still, runs back, or stopped: a cloned profile or a restored backup. A flag, so a ledger that is
 * down or says nonsense is passed over.
 */
export async function hasRegressed(
  jkt: string,
  ctr: number | undefined,
  { ledger, storeTimeoutMs }: Pick<Settings, 'ledger' | 'storeTimeoutMs'>,
): Promise<boolean> {
  if (!ledger) return false;
  // A verdict without a counter leaves none; asking with 0 tells whether there was one.
  const before = await ask(() => ledger.advance(jkt, ctr ?? 0, MEMORY_MS), storeTimeoutMs);
  if (typeof before !== 'number') return false;
  return ctr === undefined ? before > 0 : ctr <= before;
}
