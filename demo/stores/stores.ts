import type { KeyLedger, NearDuplicateStore, ReplayStore } from 'tellsign/server';

/** What the verifier remembers: spent nonces, what is known of keys, and sketches of recent evidence. */
export interface Stores {
  readonly replay: ReplayStore;
  readonly ledger: KeyLedger;
  readonly nearDuplicates: NearDuplicateStore;
}
