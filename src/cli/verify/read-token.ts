import {
  type Code,
  MAX_SKEW_SECONDS,
  MAX_TOKEN_CHARS,
  NONCE_BYTES,
  TYP_TEST,
  TYP_VERDICT,
} from '../../contract/protocol.ts';
import type { Members } from '../../server/checked.ts';
import { type Claims, readClaims } from '../../server/jws/claims.ts';
import { openEnvelope } from '../../server/jws/envelope.ts';
import { thumbprint } from '../../server/jws/key.ts';
import { isSignedBy } from '../../server/jws/signature.ts';
import { decodeBase64url } from '../../wire/base64url.ts';

/** What a token is compared with. */
export interface Expected {
  readonly audience: string | undefined;
  readonly action: string | undefined;
  /** Hash of the transaction. */
  readonly txh: string | undefined;
  /** Epoch seconds. */
  readonly now: number;
}

/** A token, read. Codes are those of `verify`, in its order. */
export interface ReadToken {
  readonly isTest: boolean;
  /** Thumbprint of the key. */
  readonly jkt: string;
  readonly payload: Members;
  /** Null where a claim is wrong. */
  readonly claims: Claims | null;
  readonly codes: readonly Code[];
}

export type TokenRead =
  | { readonly ok: true; readonly token: ReadToken }
  | { readonly ok: false; readonly code: Code };

/** Decodes a token and checks what needs nothing of the site: shape, signature, times, and names. */
export async function readToken(text: string, expected: Expected): Promise<TokenRead> {
  const maxChars = MAX_TOKEN_CHARS;
  const real = openEnvelope(text, { typ: TYP_VERDICT, maxChars });
  const asTest =
    !real.ok && real.code === 'wrong_type' ? openEnvelope(text, { typ: TYP_TEST, maxChars }) : real;
  const isTest = !real.ok && asTest.ok;
  const opened = isTest ? asTest : real;
  if (!opened.ok) return opened;
  const { key, token, payload } = opened.value;
  const claims = readClaims(payload, {
    aud: expected.audience ?? textOf(payload.aud),
    op: expected.action ?? textOf(payload.op),
    now: expected.now,
    maxSkewSeconds: MAX_SKEW_SECONDS,
  });
  const codes: Code[] = [];
  if (!(await isSignedBy(key, token))) codes.push('signature_invalid');
  if (!claims.ok) codes.push(claims.code);
  if (claims.ok && expected.txh !== undefined && claims.value.txh !== expected.txh) codes.push('tx_mismatch');
  const read = {
    isTest,
    jkt: await thumbprint(key),
    payload,
    claims: claims.ok ? claims.value : null,
    codes,
  };
  return { ok: true, token: read };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The times that a nonce names, epoch seconds; whether the site issued it, only its secret shows. */
export function timesOfNonce(nonce: unknown): { readonly iat: number; readonly exp: number } | null {
  const bytes = typeof nonce === 'string' ? decodeBase64url(nonce) : null;
  if (bytes?.length !== NONCE_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { iat: view.getUint32(2), exp: view.getUint32(6) };
}
