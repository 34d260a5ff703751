import { BUILD } from '../src/contract/build.ts';
import {
  DEFAULT_LIFETIME_SECONDS,
  type NonceGrant,
  PROFILE_VERSION,
  TYP_VERDICT,
} from '../src/contract/protocol.ts';
import { encodeBase64url } from '../src/wire/base64url.ts';
import { canonicalJson } from '../src/wire/canonical.ts';
import type { DeviceKey } from './store.ts';

/** What a verdict states besides who signed it and when. */
export interface Statement {
  readonly grant: NonceGrant;
  /** Milliseconds since the grant was received: the server's clock is carried forward, the device's is never asked (§1.8). */
  readonly ageMs: number;
  readonly op: string;
  /** Transaction hash (§1.6); absent where the operation has no transaction. */
  readonly txh?: string;
  /** Model id. */
  readonly mdl: string;
  /** Evidence bytes (§1.5). */
  readonly ev: Uint8Array;
  /** Integer logit. */
  readonly q: number;
  /** Reason codes and weights, in pairs. */
  readonly rc: readonly number[];
}

const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** Protocol §1.3: 128 bits. */
const JTI_BYTES = 16;

/** The verdict as protocol §1.3 has it: a compact JWS, canonical JSON, ES256 by the device key. Rejects where it cannot be made. */
export async function signVerdict(statement: Statement, key: DeviceKey, crypto: Crypto): Promise<string> {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  const { grant, ageMs, op, txh, mdl, ev, q, rc } = statement;
  const iat = grant.now + Math.floor(ageMs / 1000);
  const claims = {
    aud: grant.aud,
    bld: BUILD,
    ev: encodeBase64url(ev),
    exp: iat + DEFAULT_LIFETIME_SECONDS,
    iat,
    jti: encodeBase64url(crypto.getRandomValues(new Uint8Array(JTI_BYTES))),
    mdl,
    nonce: grant.nonce,
    op,
    q,
    rc,
    v: PROFILE_VERSION,
    ...(txh === undefined ? {} : { txh }),
  };
  const content = `${segment({ alg: 'ES256', jwk: { crv, kty, x, y }, typ: TYP_VERDICT })}.${segment(claims)}`;
  const signature = await crypto.subtle.sign(SIGNATURE, key.privateKey, new TextEncoder().encode(content));
  return `${content}.${encodeBase64url(new Uint8Array(signature))}`;
}

function segment(value: object): string {
  return encodeBase64url(new TextEncoder().encode(canonicalJson(value)));
}
