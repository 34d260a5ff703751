import type { Transaction } from '../wire/transaction.ts';

/** What a nonce is issued for. */
export interface NonceRequest {
  readonly action: string;
  /** Server-side session id; for visitors without a session, `visit` gives the id in their binding cookie. */
  readonly sid?: string | undefined;
  /**
   * The `__Host-vrd` cookie's value, or the whole `Cookie` header: the answer says which key is bound, and
   * the cookie's id stands in for `sid`.
   */
  readonly binding?: string | null | undefined;
  /**
   * The nonce is for the answer to a refused request. That may be junk, so no store is asked. @default false
   */
  readonly isRefusal?: boolean | undefined;
  /** The nonce only shows that one can be issued; it is not counted. @default false */
  readonly isHealthCheck?: boolean | undefined;
}

/** A visitor's id, and what sets the cookie that remembers it; null when the visitor already has one. */
export interface Visit {
  readonly sid: string;
  readonly setCookie: string | null;
}

/**
 * What the backend is about to do, and for whom. Everything here comes from the backend, never from the
 * request's other fields.
 */
export interface VerifyRequest {
  readonly action: string;
  /**
   * The session id the nonce was issued for: with a login, the one before it. Absent: the id in the binding
   * cookie, if any.
   */
  readonly sid?: string | undefined;
  /** The `__Host-vrd` cookie's value, or the whole `Cookie` header. */
  readonly binding?: string | null | undefined;
  /** Thumbprint of the bound key, for a site that keeps that itself. It overrides the cookie. */
  readonly jkt?: string | null | undefined;
  /** Seconds since that key was bound, to be passed on in the result. */
  readonly keyAgeSeconds?: number | undefined;
  /** What is about to be executed; the token must have signed exactly this. */
  readonly tx?: Transaction | undefined;
  /** The same as a hash, where it was computed before (`transactionHash`). */
  readonly txh?: string | undefined;
  /**
   * Id of the HTTP request, the same when it is retried: a repetition within a day is answered with
   * `replayed: 'same'`. A string of 1 to 256 characters; with anything else a repetition is another request.
   */
  readonly idempotencyKey?: string | undefined;
  /**
   * When the page of this visit was served, epoch seconds: evidence of a longer visit is flagged
   * `implausible_timing`.
   */
  readonly servedAt?: number | undefined;
  /** Why the page says that it has no token (A19), for `onMetrics` alone; a guard passes it on. */
  readonly hint?: string | null | undefined;
  /** Whether the result has reasons; false leaves the list empty. @default the verifier's `explain` */
  readonly explain?: boolean | undefined;
}
