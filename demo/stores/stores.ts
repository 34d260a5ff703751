import type { Counters, Records } from 'tellsign/decide';
import type { KeyLedger, NearDuplicateStore, ReplayStore } from 'tellsign/server';
import type { SqlClient } from 'tellsign/server/stores';

/** What the verifier remembers: used nonces, what is known of keys, and sketches of recent evidence. */
export interface Stores {
  readonly replay: ReplayStore;
  readonly ledger: KeyLedger;
  readonly nearDuplicates: NearDuplicateStore;
}

/** What the decider remembers: decisions with their facts, and how often an account or a card was tried. */
export interface Memory {
  readonly records: Records;
  readonly counters: Counters;
}

/** A database, and who else may use it. */
export interface Database {
  readonly client: SqlClient;
  /** For a database inside this process: no other process has its data. */
  readonly sharing: { readonly allowSingleProcess?: boolean };
}
