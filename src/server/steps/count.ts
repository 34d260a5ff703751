import type { Settings } from '../options.ts';
import { ask } from '../stores/ask.ts';
import { MEMORY_MS } from '../stores/ledger.ts';

type Counting = Pick<Settings, 'ledger' | 'storeTimeoutMs'>;

/** Verdicts of a key are counted over this time (A5). */
const HOUR_MS = 3_600_000;

/**
 * Whether a key's counter (§1.10) stands still, runs back or stopped, as in a cloned profile or a restored
 * backup. It is only a flag, so an outage of the ledger counts as no.
 */
export async function hasRegressed(
  jkt: string,
  ctr: number | undefined,
  { ledger, storeTimeoutMs }: Counting,
): Promise<boolean> {
  if (!ledger) return false;
  // A verdict without a counter writes none; `advance` with 0 shows whether there was one.
  const before = await ask(() => ledger.advance(jkt, ctr ?? 0, MEMORY_MS), storeTimeoutMs);
  if (typeof before !== 'number') return false;
  return ctr === undefined ? before > 0 : ctr <= before;
}

/** Verdicts of a key in the last hour, this one included (A5); undefined without a ledger. */
export async function countVerdict(
  jkt: string,
  { ledger, storeTimeoutMs }: Counting,
): Promise<number | undefined> {
  const count = ledger && (await ask(() => ledger.count(jkt, HOUR_MS), storeTimeoutMs));
  return typeof count === 'number' && Number.isFinite(count) ? count : undefined;
}
