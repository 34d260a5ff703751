import {
  MAX_EVIDENCE_CHARS,
  MAX_LIFETIME_SECONDS,
  MAX_REASON_INTS,
  OP_PATTERN,
  PROFILE_VERSION,
} from '../../contract/protocol.ts';
import { canonicalJson } from '../../wire/canonical.ts';
import { type Checked, fail, isMembers, type Members, pass } from '../checked.ts';

interface Common {
  readonly aud: string;
  readonly exp: number;
  readonly iat: number;
  readonly jti: string;
  readonly nonce: string;
  readonly v: number;
}

/** The payload of a verdict, §1.3. */
export interface Claims extends Common {
  readonly bld: string;
  readonly ctr?: number;
  readonly ev: string;
  readonly mdl: string;
  readonly op: string;
  readonly q: number;
  readonly rc: readonly number[];
  readonly txh?: string;
  readonly x?: Members;
}

/** The payload of an enrolment, §1.10. */
export interface EnrolClaims extends Common {
  /** The handover signed by the old key, where a key is rotated. */
  readonly prev?: string;
}

/** Length of the extension claim `x` in canonical form, bytes, at most (§1.3). */
const MAX_EXTENSION_BYTES = 512;

const isText =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);
const isInteger =
  (min: number, max: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
const isInt32 = isInteger(-(2 ** 31), 2 ** 31 - 1);
const isSeconds = isInteger(0, Number.MAX_SAFE_INTEGER);

type Forms<C> = Readonly<Record<keyof C & string, (value: unknown) => boolean>>;

/** The claims of every message. */
const COMMON: Forms<Common> = {
  aud: (value) => typeof value === 'string',
  exp: isSeconds,
  iat: isSeconds,
  jti: isText(/^[\w-]{22}$/),
  nonce: (value) => typeof value === 'string',
  v: (value) => value === PROFILE_VERSION,
};

/** Every claim and its form. Charsets are narrow so that a claim can be logged as it is, all but `ev`. */
export const VERDICT_CLAIMS: Forms<Claims> = {
  ...COMMON,
  bld: isText(/^[\w.+-]{8,16}$/),
  ctr: isInteger(0, 2 ** 32 - 1),
  // Its content is checked after the nonce is consumed, so that unreadable evidence uses up an attempt too
  // (§4, row 114).
  ev: (value) => typeof value === 'string' && value.length <= MAX_EVIDENCE_CHARS,
  // Any short id is well-formed: `__proto__` and `toString` are merely not in the model table (§4, row 139).
  mdl: isText(/^[\w-]{1,22}$/),
  op: isText(OP_PATTERN),
  q: isInt32,
  rc: (value) =>
    Array.isArray(value) && value.length <= MAX_REASON_INTS && value.length % 2 === 0 && value.every(isInt32),
  txh: isText(/^[\w-]{43}$/),
  x: (value) => isMembers(value) && canonicalLength(value) <= MAX_EXTENSION_BYTES,
};
export const ENROL_CLAIMS: Forms<EnrolClaims> = {
  ...COMMON,
  // A whole message, which `checkRotation` reads.
  prev: (value) => typeof value === 'string',
};
const OPTIONAL: ReadonlySet<string> = new Set(['ctr', 'txh', 'x', 'prev']);

/** Values that the claims must agree with. */
export interface Expectation {
  readonly aud: string;
  readonly op: string;
  /** Epoch seconds. */
  readonly now: number;
  readonly maxSkewSeconds: number;
}

/** A verdict's claims. */
export function readClaims(payload: Members, expectation: Expectation): Checked<Claims> {
  const claims = read<Claims>(payload, VERDICT_CLAIMS, expectation);
  return claims.ok && claims.value.op !== expectation.op ? fail('op_mismatch') : claims;
}

/** An enrolment's claims. It has no `op`: its nonce was issued for enrolling. */
export function readEnrolClaims(
  payload: Members,
  expectation: Omit<Expectation, 'op'>,
): Checked<EnrolClaims> {
  return read<EnrolClaims>(payload, ENROL_CLAIMS, expectation);
}

/**
 * Form, then time, then site (§1.7). With several faults the first of this order counts: another version
 * (which may well have other claims), an unknown claim, an absent one, a malformed one, then the times.
 */
function read<C extends Common>(
  payload: Members,
  forms: Forms<C>,
  { aud, now, maxSkewSeconds }: Omit<Expectation, 'op'>,
): Checked<C> {
  if (payload.v !== undefined && payload.v !== PROFILE_VERSION) return fail('version_unsupported');
  if (Object.keys(payload).some((name) => !Object.hasOwn(forms, name))) return fail('claim_unknown');
  const names = Object.keys(forms) as (keyof C & string)[];
  if (names.some((name) => !OPTIONAL.has(name) && !Object.hasOwn(payload, name)))
    return fail('claim_missing');
  const isWellFormed = (members: Members): members is Members & C =>
    names.every((name) => !Object.hasOwn(members, name) || forms[name](members[name]));
  if (!isWellFormed(payload)) return fail('claim_invalid');
  const lifetime = payload.exp - payload.iat;
  if (lifetime <= 0 || lifetime > MAX_LIFETIME_SECONDS) return fail('claim_invalid');
  if (now > payload.exp + maxSkewSeconds) return fail('expired');
  if (payload.iat > now + maxSkewSeconds) return fail('iat_in_future');
  return payload.aud === aud ? pass(payload) : fail('aud_mismatch');
}

/** Characters of the canonical text. A value with a fraction has no such text and counts as too long. */
function canonicalLength(value: Members): number {
  try {
    return canonicalJson(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
