import { type AuditRow, findBroken, type Records } from '../../decide/index.ts';
import type { Chain } from '../view.ts';
import { MINUTE_MS } from '../words/time.ts';

/** A look is kept so long. Chosen: tampering is seen soon, and turning pages reads fifty rows. */
const KEPT_MS = 5 * MINUTE_MS;

/** Verifies the whole chain when a page asks, row by row, at most every five minutes. */
export function createChain(records: Records, now: () => number): () => Promise<Chain> {
  let kept: { readonly atMs: number; readonly chain: Promise<Chain> } | null = null;
  return () => {
    const atMs = now();
    if (kept && atMs - kept.atMs < KEPT_MS) return kept.chain;
    const chain = verify(records, atMs);
    kept = { atMs, chain };
    // A look that failed is not kept.
    chain.catch(() => {
      kept = null;
    });
    return chain;
  };
}

async function verify(records: Records, atMs: number): Promise<Chain> {
  let rows = 0;
  async function* counted(): AsyncGenerator<AuditRow> {
    for await (const row of records.audit()) {
      rows++;
      yield row;
    }
  }
  const broken = await findBroken(counted());
  return { broken, rows, atMs };
}
