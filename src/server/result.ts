import type { Code, Flag, NonceResponse } from '../contract/protocol.ts';
import type { GroupContributions, Level, Reason } from '../contract/verdict.ts';
import type { Evidence } from '../scoring/quantise.ts';
import type { Transaction } from '../wire/transaction.ts';
import type { Aligned } from './alignment.ts';

/** Why an accepted verdict is trusted less than it could be. */
export type Degradation = 'not_rescored' | 'replay_store_unavailable' | 'model_deprecated';

/** What the browser may do next: sign once more with a fresh nonce, enrol its key first, or nothing. */
export type Retry = 'nonce' | 'enrol' | 'none';

/** The device key that signed. */
export interface SigningKey {
  /** RFC 7638 thumbprint. */
  readonly jkt: string;
  /** Seconds since the key was bound to this visitor; absent when the binding does not say. */
  readonly ageSeconds?: number;
  /** The key is the one bound to this visitor. */
  readonly bound: boolean;
  /** Created for this page view only; it proves no continuity. */
  readonly ephemeral: boolean;
  /** Accepted verdicts of this key in the last hour, this one included; absent without a ledger. */
  readonly verdictsLastHour?: number;
}

/**
 * A verdict that is authentic, fresh, meant for this action and seen for the first time. It is not proof of
 * honesty.
 */
export interface Accepted {
  readonly ok: true;
  /** The server's own judgement; `unknown` must never be treated as `low`. */
  readonly level: Level;
  /**
   * Calibrated probability of automation, 0..1, recomputed from the signed evidence; null when there is
   * nothing to compute from.
   */
  readonly score: number | null;
  readonly logit: number | null;
  /** Integer logit the browser claimed. A hint for tamper detection, nothing else. */
  readonly claimed: { readonly q: number };
  /**
   * Integer logit from the evidence, and how far the claim lies from it; null when the model's weights are
   * not here.
   */
  readonly recomputed: { readonly q: number; readonly delta: number } | null;
  /**
   * Computed at the first reading, because reasons cost more than everything else together and are mostly not
   * read. Their weights sum to the logit. Log them, never send them to the browser.
   */
  readonly reasons: readonly Reason[];
  readonly groups: GroupContributions;
  /** The same visit by the site's own measures; absent where the shipped ones are in force. */
  readonly aligned?: Aligned;
  /** What was signed, a byte a feature. Keep it no longer than a day or two: it tells visits apart. */
  readonly evidence: Evidence;
  readonly key: SigningKey;
  readonly flags: readonly Flag[];
  readonly degraded: readonly Degradation[];
  readonly jti: string;
  readonly action: string;
  /**
   * What was verified, as `VerifyRequest.tx` gave it: execute this, and nothing read later. Absent where none
   * was given.
   */
  readonly tx?: Transaction;
  /** Hash of the transaction that was verified; absent where none was. */
  readonly txh?: string;
  readonly model: string;
  readonly build: string;
  /** The verifier is in test mode: nothing about a visitor was judged. */
  readonly test?: true;
}

/**
 * No verdict. `level` is always `unknown`: treat the visitor as for an accepted `unknown`, never as for
 * `low`.
 */
export interface Refused {
  readonly ok: false;
  readonly code: Code;
  readonly level: 'unknown';
  readonly retry: Retry;
  /**
   * What the browser needs to sign or enrol again; present when there is a `retry` and the request named a
   * session.
   */
  readonly nextNonce?: NonceResponse;
  /**
   * `same`: this request was accepted before (equal `idempotencyKey`, within a day). Serve the stored answer;
   * execute nothing.
   */
  readonly replayed?: 'same';
  /** The verifier is in test mode. */
  readonly test?: true;
  /** The same sentence for every code, so that it may be shown. Only the log may say which check failed. */
  readonly safeDetail: string;
}

export type Verification = Accepted | Refused;

/** A key is bound to this visitor from now on. */
export interface Enrolled {
  readonly ok: true;
  /** The `Set-Cookie` header of the answer. */
  readonly setCookie: string;
  /** RFC 7638 thumbprint of the key. */
  readonly jkt: string;
  /** Seconds since it was first bound; a rotated key keeps half of the old one's. */
  readonly ageSeconds: number;
  /** Thumbprint of the key that was bound before, when it was another one. */
  readonly replaced: string | null;
  /** The verifier is in test mode. */
  readonly test?: true;
}

export type Enrolment = Enrolled | Refused;
