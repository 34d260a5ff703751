import {
  HARD_TOKEN_CHARS,
  MAX_CLOCK_ERROR_SECONDS,
  MAX_SKEW_SECONDS,
  TYP_RECEIPT,
} from '../../contract/protocol.ts';
import { encodeBase64url } from '../../wire/base64url.ts';
import { netstring } from '../../wire/netstring.ts';
import { type Checked, fail, isMembers, type Members, pass } from '../checked.ts';
import { sha256 } from '../jws/hash.ts';
import { isSignedBy } from '../jws/signature.ts';
import { openToken } from '../jws/token.ts';
import { checkKnown } from '../known-options.ts';
import { ask } from '../stores/ask.ts';
import type { ReplayStore } from '../stores/replay.ts';
import { createKeySet } from './key-set.ts';

export interface ReceiptVerifierOptions {
  /** `iss` of the receipts that are honoured. */
  readonly issuer: string;
  /** `aud`: the id of this service. */
  readonly audience: string;
  /**
   * Fetches the issuer's JWKS from an address of your configuration, never from a token's. It is called at
   * most every 30 s and aborted by the signal after 5 s. Its answer is honoured for 10 minutes.
   */
  readonly fetchJwks: (signal: AbortSignal) => Promise<unknown>;
  /**
   * Where used receipts are kept, so that each counts once. Null: a receipt may be used again until it
   * expires.
   */
  readonly replay: ReplayStore | null;
  /** Time the replay store may take, milliseconds. @default 50 */
  readonly storeTimeoutMs?: number | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** The claims of a receipt; their signature, type, issuer, audience and times are right. */
export type Receipt = Members & {
  /** The visitor's pseudonym at this service. */
  readonly sub: string;
  readonly op: string;
  readonly tier: string;
  /**
   * Hash of the transaction that was verified: compare it with `transactionHash` of what you are about to do.
   */
  readonly txh?: string;
};

const OPTIONS: Readonly<Record<keyof ReceiptVerifierOptions, true>> = {
  issuer: true,
  audience: true,
  fetchJwks: true,
  replay: true,
  storeTimeoutMs: true,
  now: true,
};

/** Longest lifetime that is honoured, seconds (A12): twice what `createReceipts` mints at most. */
const MAX_LIFETIME_SECONDS = 600;
/** Longest `jti`, characters. Chosen: `createReceipts` writes 22, a UUID has 36. */
const MAX_JTI_CHARS = 64;
/** Longest wait for the store, ms. Chosen: the default of the verdicts' verifier. */
const STORE_TIMEOUT_MS = 50;

/**
 * Verifies receipts without a JOSE library. Any JOSE library does the same: pin `ES256`, the type, issuer and
 * audience, bound the lifetime, and keep the `jti`. Total over any value.
 *
 * Codes: `key_invalid` for a key that the issuer does not publish with `kid`, `alg` and `use`; `replayed` for
 * a receipt that was used before; `replay_store_unavailable` when the store gives no answer.
 *
 * @throws TypeError without `replay`, and naming an option that is wrong
 */
export function createReceiptVerifier(
  options: ReceiptVerifierOptions,
): (token: unknown) => Promise<Checked<Receipt>> {
  const { issuer, audience, fetchJwks, replay, now = Date.now, storeTimeoutMs = STORE_TIMEOUT_MS } = options;
  checkKnown(options, OPTIONS);
  if (replay !== null && typeof replay?.consume !== 'function')
    throw new TypeError('replay must be a ReplayStore, or null: then a receipt counts until it expires');
  const find = createKeySet({ fetchJwks, now });

  return async (token) => {
    const opened = openToken(token, HARD_TOKEN_CHARS);
    if (!opened.ok) return opened;
    const [header, claims] = [readMembers(opened.value.header), readMembers(opened.value.payload)];
    if (!header || !claims) return fail('malformed');
    if (header.typ !== TYP_RECEIPT) return fail('wrong_type');
    if (header.alg !== 'ES256') return fail('alg_not_allowed');
    if (opened.value.signature === null) return fail('malformed');
    if (Object.keys(header).length !== 3 || typeof header.kid !== 'string') return fail('claim_unknown');
    const key = await find(header.kid);
    if (!key) return fail('key_invalid');
    if (!(await isSignedBy(key, opened.value))) return fail('signature_invalid');
    if (claims.iss !== issuer || claims.aud !== audience) return fail('aud_mismatch');
    const read = readClaims(claims, now() / 1000);
    if (!read.ok || !replay) return read;
    const used = await consume(replay, claims, { now: now(), timeoutMs: storeTimeoutMs });
    return used.ok ? read : used;
  };
}

function readClaims(claims: Members, seconds: number): Checked<Receipt> {
  const { iat, exp, jti, sub, op, tier, txh } = claims;
  if (!isTime(iat) || !isTime(exp)) return fail('claim_invalid');
  if (!(exp > iat && exp - iat <= MAX_LIFETIME_SECONDS)) return fail('claim_invalid');
  if (!(seconds <= exp + MAX_SKEW_SECONDS)) return fail('expired');
  if (!(seconds >= iat - MAX_SKEW_SECONDS)) return fail('iat_in_future');
  if (typeof jti !== 'string' || jti === '' || jti.length > MAX_JTI_CHARS) return fail('claim_invalid');
  if (typeof sub !== 'string' || typeof op !== 'string' || typeof tier !== 'string')
    return fail('claim_invalid');
  if (txh === undefined) return pass({ ...claims, sub, op, tier });
  return typeof txh === 'string' ? pass({ ...claims, sub, op, tier, txh }) : fail('claim_invalid');
}

/**
 * Remembers the `jti` for as long as the receipt could come again, also to a service whose clock is slow.
 * Another answer than null or a text is an outage.
 */
async function consume(
  replay: ReplayStore,
  { iss, aud, exp, jti }: Members,
  { now, timeoutMs }: { readonly now: number; readonly timeoutMs: number },
): Promise<Checked<null>> {
  const id = encodeBase64url(await sha256(netstring(String(iss), String(aud), String(jti))));
  const ttlMs = (Number(exp) + MAX_SKEW_SECONDS + MAX_CLOCK_ERROR_SECONDS + 1) * 1000 - now;
  const before = await ask(() => replay.consume(`vrd:r:${id}`, 'used', Math.ceil(ttlMs)), timeoutMs);
  if (before === null) return pass(null);
  return fail(typeof before === 'string' ? 'replayed' : 'replay_store_unavailable');
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value);

function readMembers(binary: string): Members | null {
  try {
    const value: unknown = JSON.parse(binary);
    return isMembers(value) ? value : null;
  } catch {
    return null;
  }
}
