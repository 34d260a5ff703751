import type { NonceGrant } from '../contract/protocol.ts';
import { type Transaction, transactionHash } from '../wire/transaction.ts';
import type { Expected } from './expected.ts';
import { canIssueFor, issueNonce, type NonceTimes } from './nonce.ts';
import { readOptions, type Settings, type VerifierOptions } from './options.ts';
import { refuse } from './refusal.ts';
import type { Verification } from './result.ts';
import { verifyToken } from './verify.ts';

/** What a nonce is issued for. */
export interface NonceRequest {
  readonly op: string;
  /** Server-side session id; for visitors without a session, a random id in a cookie. */
  readonly sid: string;
}

/** What the backend is about to do, and for whom. Everything here comes from the backend, never from beside the token. */
export interface VerifyRequest {
  readonly op: string;
  /** The session id the nonce was issued for: with a login, the one before it. Undefined when the visitor sent none. */
  readonly sid: string | undefined;
  /** Thumbprint of the key bound to this visitor; null or absent when none is. */
  readonly jkt?: string | null | undefined;
  /** Seconds since that key was bound, to be passed on in the result. */
  readonly keyAgeSeconds?: number;
  /** What is about to be executed; the token must have signed exactly this. */
  readonly tx?: Transaction | undefined;
  /** The same as a hash, where it was computed before (`transactionHash`). */
  readonly txh?: string | undefined;
  /** Id of the HTTP request, the same when it is retried: a repetition within a minute is answered with `replayed: 'same'`. */
  readonly idempotencyKey?: string | undefined;
  /** When the page of this visit was served, epoch seconds: evidence of a longer visit is flagged `implausible_timing`. */
  readonly servedAt?: number;
  /** Compute reasons. @default the verifier's `explain` */
  readonly explain?: boolean;
}

export interface Verifier {
  /** A nonce and what the page needs with it; put it in the page, a header, or answer `POST {endpoint}/nonce` with it. */
  issueNonce(request: NonceRequest): Promise<NonceGrant>;
  /**
   * Checks a token of any type or shape, once. Never throws because of the token.
   *
   * @throws TypeError when the request itself is wrong: an unknown `op`, a transaction that is required and absent or not all strings
   */
  verify(token: unknown, request: VerifyRequest): Promise<Verification>;
}

/**
 * The backend's half of tellsign: issues nonces, verifies verdicts, and computes the score again from what was signed.
 *
 * @throws TypeError naming the option that is wrong
 * @example
 * const tellsign = createVerifier({ audience: 'https://shop.example', keys: { nonce: [{ kid: 1, secret }] }, models: [model], replay });
 * const result = await tellsign.verify(form.get('tellsign-token'), { op: 'checkout', sid, tx });
 * if (!result.ok || result.level !== 'low') return stepUp();
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const settings = readOptions(options);

  function timesFromNow(): NonceTimes {
    const iat = settings.now();
    return { iat, exp: iat + settings.nonceTtlSeconds };
  }

  async function grant({ op, sid }: NonceRequest, times = timesFromNow()): Promise<NonceGrant> {
    const { nonceKeys, audience: aud } = settings;
    const nonce = await issueNonce(nonceKeys, { aud, op, sid }, times);
    return { nonce, now: times.iat, exp: times.exp, aud };
  }

  return {
    async issueNonce(request) {
      const { op, sid } = request ?? {};
      if (!settings.policyOf(op)) throw new TypeError('op must name an operation of this verifier');
      if (typeof sid !== 'string' || sid === '')
        throw new TypeError('sid must be a string that is not empty');
      return grant({ op, sid });
    },

    async verify(token, request) {
      const expected = await readRequest(request, settings);
      const outcome = await verifyToken(token, expected, settings);
      if (outcome.ok) return outcome;
      const refused = refuse(outcome.code);
      if (outcome.replayed) return { ...refused, retry: 'none', replayed: outcome.replayed };
      const { op, sid } = expected;
      const times = timesFromNow();
      // A clock past the format ends issuing, not verifying: no token may make this throw (§4, row 121).
      return refused.retry === 'nonce' && sid !== '' && canIssueFor(times)
        ? { ...refused, nextNonce: await grant({ op, sid }, times) }
        : refused;
    },
  };
}

async function readRequest(request: VerifyRequest, settings: Settings): Promise<Expected> {
  const {
    op,
    sid,
    jkt,
    tx,
    txh,
    keyAgeSeconds,
    idempotencyKey,
    servedAt,
    explain = settings.explain,
  } = request ?? {};
  const policy = settings.policyOf(op);
  if (!policy) throw new TypeError('op must name an operation of this verifier');
  if (policy.requireTx && tx === undefined && txh === undefined)
    throw new TypeError(`tx is required for ${op}`);
  return {
    op,
    // No session, no nonce: an empty id was never issued for, so the token fails like any other of another session.
    sid: typeof sid === 'string' ? sid : '',
    policy,
    txh: tx === undefined ? txh : await transactionHash(tx),
    jkt: jkt ?? undefined,
    keyAgeSeconds,
    idempotencyKey,
    servedAt,
    explain,
  };
}
