import { BUILD } from '../../src/contract/build.ts';
import { type NonceResponse, TYP_TEST, TYP_VERDICT } from '../../src/contract/protocol.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import type { DeviceKey } from './device-key.ts';
import { datedClaims, signMessage } from './message.ts';

/** What a verdict states besides who signed it and when. */
export interface Statement {
  readonly nonce: NonceResponse;
  /**
   * Time since the page received the nonce, ms. Added to the server's `now` it is the time of issue (§1.8).
   */
  readonly ageMs: number;
  readonly op: string;
  /** Transaction hash (§1.6); absent where the action has no transaction. */
  readonly txh?: string;
  /** Model id. */
  readonly mdl: string;
  /** Evidence bytes (§1.5). */
  readonly ev: Uint8Array;
  /** Integer logit. */
  readonly q: number;
  /** Reason codes and weights, in pairs. */
  readonly rc: readonly number[];
  /** The page is under test (A18). */
  readonly test?: boolean | undefined;
}

/** The verdict of protocol §1.3. Rejects where it cannot be made. */
export function signVerdict(statement: Statement, key: DeviceKey, crypto: Crypto): Promise<string> {
  const { nonce, ageMs, op, txh, mdl, ev, q, rc, test } = statement;
  const claims = {
    ...datedClaims(nonce, ageMs, crypto),
    bld: BUILD,
    ev: encodeBase64url(ev),
    mdl,
    nonce: nonce.nonce,
    op,
    q,
    rc,
    ...(txh === undefined ? {} : { txh }),
  };
  return signMessage(test ? TYP_TEST : TYP_VERDICT, claims, { key, crypto });
}
