import type { KeyLedger, NearDuplicateStore, ReplayStore } from 'tellsign/server';

/** What the verifier remembers: used nonces, what is known of keys, and sketches of recent evidence. */
export interface Stores {
  readonly replay: ReplayStore;
  readonly ledger: KeyLedger;
  readonly nearDuplicates: NearDuplicateStore;
}
