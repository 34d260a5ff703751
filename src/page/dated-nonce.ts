import { NONCE_MARGIN_SECONDS, type NonceResponse } from '../contract/protocol.ts';
import { type Moment, msSince } from './moment.ts';

/** A nonce and when it was received. */
export interface DatedNonce {
  readonly response: NonceResponse;
  readonly receivedAt: Moment;
}

/** Enough of its life is left for the way to the backend. False for an unknown age. */
export const isFresh = ({ response: { now: issued, exp }, receivedAt }: DatedNonce): boolean =>
  exp - issued - msSince(receivedAt) / 1000 > NONCE_MARGIN_SECONDS;
