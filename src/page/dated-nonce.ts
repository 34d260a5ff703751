import type { UncheckedNonce } from '../contract/analyst.ts';
import { NONCE_MARGIN_SECONDS } from '../contract/protocol.ts';
import { type Moment, msSince } from './moment.ts';

/** A nonce and when it was received. */
export interface DatedNonce {
  readonly response: UncheckedNonce;
  readonly receivedAt: Moment;
}

/** Whether enough of its life is left to reach the backend. False if its age or life is unknown. */
export const isFresh = ({ response: { now: issued, exp }, receivedAt }: DatedNonce): boolean =>
  Number(exp) - Number(issued) - msSince(receivedAt) / 1000 > NONCE_MARGIN_SECONDS;
