import type { VerifierOptions } from 'tellsign/server';

/** What the verifier remembers: spent nonces, what is known of keys, and sketches of recent evidence. */
export type Stores = Required<Pick<VerifierOptions, 'replay' | 'ledger' | 'nearDuplicates'>>;
