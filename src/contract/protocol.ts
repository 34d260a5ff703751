/** Names and limits of the verdict protocol, `../shared/protocol.md`; the section stands beside each. */

export const PROFILE_VERSION = 1; // §1.3 `v`
export const TYP_VERDICT = 'vrd+jwt'; // §1.3
export const TYP_TEST = 'vrd-test+jwt'; // A18
export const TYP_ENROL = 'vrd-enrol+jwt'; // §1.10
export const TYP_ROTATION = 'vrd-rot+jwt'; // §1.10
export const TYP_RECEIPT = 'vrd-receipt+jwt'; // §1.9
export const LABEL_NONCE = 'vrd-nonce-v1'; // §1.4
export const LABEL_BINDING = 'vrd-bind-v2'; // §1.11, A4
export const LABEL_TX = 'vrd-tx-v1'; // §1.6
export const MAX_TOKEN_CHARS = 2048; // §1.3
export const HARD_TOKEN_CHARS = 4096; // §1.3
export const MAX_OPENINGS = 8; // §1.3: `{` and `[` counted before parsing
export const MAX_LIFETIME_SECONDS = 300; // §1.3: exp − iat
export const DEFAULT_LIFETIME_SECONDS = 120; // §1.3
export const NONCE_TTL_SECONDS = 300; // §1.4
/**
 * The page uses no nonce that expires sooner than this, seconds. Chosen: a form on a slow link arrives within
 * a few seconds, and it is a thirtieth of a nonce's life.
 */
export const NONCE_MARGIN_SECONDS = 10;
export const MAX_SKEW_SECONDS = 60; // §1.8
/**
 * How slow the clock of a verifier may be before it honours what others have forgotten, seconds. Chosen: an
 * operator is told of 5 s (§1.7), and what is used is kept for 20 minutes and not for 7.
 */
export const MAX_CLOCK_ERROR_SECONDS = 900;
export const NONCE_BYTES = 38; // §1.4
export const MAX_EVIDENCE_CHARS = 1366; // §1.3
export const MAX_REASON_INTS = 16; // §1.3 `rc`
export const OP_PATTERN = /^[a-z0-9_.-]{1,32}$/; // §1.3
export const OP_ENROL = 'vrd.enrol'; // §1.10
export const BINDING_COOKIE = '__Host-vrd'; // §1.10
export const BINDING_MAX_AGE_SECONDS = 30 * 86_400; // §1.10
export const ROTATION_GRACE_SECONDS = 600; // §1.10: a rotated key is denied after 10 minutes

/** Evidence flags, §1.5. */
export const FLAG_EPHEMERAL_KEY = 1;
export const FLAG_KEYED_VIEW = 2;
export const FLAG_CHECKPOINT = 4;
export const FLAG_REDUCED_CONSENT = 8;

/** §2.3: every way a token is refused. */
export const CODES = [
  'missing',
  'malformed',
  'wrong_type',
  'alg_not_allowed',
  'claim_unknown',
  'claim_missing',
  'claim_invalid',
  'key_invalid',
  'version_unsupported',
  'build_too_old',
  'model_unknown',
  'model_expired',
  'key_mismatch',
  'key_revoked',
  'unbound',
  'nonce_invalid',
  'nonce_expired',
  'nonce_reused',
  'replayed',
  'signature_invalid',
  'aud_mismatch',
  'op_mismatch',
  'expired',
  'iat_in_future',
  'tx_mismatch',
  'evidence_invalid',
  'replay_store_unavailable',
] as const;
export type Code = (typeof CODES)[number];

/** §2.3: flags ride on an accepted verdict and feed the site's policy. */
export type Flag =
  | 'score_mismatch'
  | 'ood'
  | 'near_duplicate'
  | 'implausible_timing'
  | 'implausible_evidence'
  | 'counter_regress'
  | 'ephemeral_key'
  | 'fresh_key'
  | 'not_rescored'
  | 'sparse_evidence'
  | 'agent_verified'
  | 'unbound'
  | 'binding_absent'
  | 'assisted_entry'
  | 'reduced_consent';

/** What the page needs to sign one verdict: from `<meta name="vrd">` or `POST {endpoint}/nonce`. */
export interface NonceResponse {
  readonly nonce: string;
  /** Server clock at issue and expiry, seconds. */
  readonly now: number;
  readonly exp: number;
  /** Site id to put in `aud`. */
  readonly aud: string;
  /** Nonce for `POST {endpoint}/enrol` (§1.10); absent where the site binds no keys. */
  readonly enrol?: string;
  /**
   * Thumbprint of the key bound to this visitor; absent when none is. A page whose key is another one enrols
   * it.
   */
  readonly jkt?: string;
}
