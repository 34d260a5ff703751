import {
  MAX_EVIDENCE_CHARS,
  MAX_LIFETIME_SECONDS,
  MAX_REASON_INTS,
  OP_PATTERN,
  PROFILE_VERSION,
} from '../contract/protocol.ts';
import { canonicalJson } from '../wire/canonical.ts';
import { type Checked, fail, isMembers, type Members, pass } from './checked.ts';

/** The payload, §1.3. */
export interface Claims {
  readonly aud: string;
  readonly bld: string;
  readonly ctr?: number;
  readonly ev: string;
  readonly exp: number;
  readonly iat: number;
  readonly jti: string;
  readonly mdl: string;
  readonly nonce: string;
  readonly op: string;
  readonly q: number;
  readonly rc: readonly number[];
  readonly txh?: string;
  readonly v: number;
  readonly x?: Members;
}

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

/** Every claim and its form. Charsets are narrow so that a claim can be logged as it is, all but `ev`. */
const FORMS: Readonly<Record<keyof Claims, (value: unknown) => boolean>> = {
  aud: (value) => typeof value === 'string',
  bld: isText(/^[\w.+-]{8,16}$/),
  ctr: isInteger(0, 2 ** 32 - 1),
  // What it holds is judged after the nonce is spent: evidence that cannot be read costs an attempt, too (§4, row 114).
  ev: (value) => typeof value === 'string' && value.length <= MAX_EVIDENCE_CHARS,
  exp: isSeconds,
  iat: isSeconds,
  jti: isText(/^[\w-]{22}$/),
  // Shorter ids are well-formed and merely unknown: `__proto__` and `toString` are answered by the model table (§4, row 139).
  mdl: isText(/^[\w-]{1,22}$/),
  nonce: (value) => typeof value === 'string',
  op: isText(OP_PATTERN),
  q: isInt32,
  rc: (value) =>
    Array.isArray(value) && value.length <= MAX_REASON_INTS && value.length % 2 === 0 && value.every(isInt32),
  txh: isText(/^[\w-]{43}$/),
  v: (value) => value === PROFILE_VERSION,
  x: (value) => isMembers(value) && canonicalLength(value) <= MAX_EXTENSION_BYTES,
};
const NAMES = Object.keys(FORMS) as (keyof Claims)[];
const OPTIONAL: ReadonlySet<string> = new Set(['ctr', 'txh', 'x']);

/** What the claims are held against. */
export interface Expectation {
  readonly aud: string;
  readonly op: string;
  /** Epoch seconds. */
  readonly now: number;
  readonly maxSkewSeconds: number;
}

/**
 * Form, then time, then site and operation (§1.7). With several faults the first of this order counts: another version (which may
 * well have other claims), an unknown claim, an absent one, a malformed one, then the times.
 */
export function readClaims(payload: Members, { aud, op, now, maxSkewSeconds }: Expectation): Checked<Claims> {
  if (payload.v !== undefined && payload.v !== PROFILE_VERSION) return fail('version_unsupported');
  if (Object.keys(payload).some((name) => !Object.hasOwn(FORMS, name))) return fail('claim_unknown');
  if (NAMES.some((name) => !OPTIONAL.has(name) && !Object.hasOwn(payload, name)))
    return fail('claim_missing');
  if (!isWellFormed(payload)) return fail('claim_invalid');
  const claims = payload;
  const lifetime = claims.exp - claims.iat;
  if (lifetime <= 0 || lifetime > MAX_LIFETIME_SECONDS) return fail('claim_invalid');
  if (now > claims.exp + maxSkewSeconds) return fail('expired');
  if (claims.iat > now + maxSkewSeconds) return fail('iat_in_future');
  if (claims.aud !== aud) return fail('aud_mismatch');
  if (claims.op !== op) return fail('op_mismatch');
  return pass(claims);
}

function isWellFormed(payload: Members): payload is Members & Claims {
  return NAMES.every((name) => !Object.hasOwn(payload, name) || FORMS[name](payload[name]));
}

/** Characters of the canonical text; a fraction in it has none and counts as too long. */
function canonicalLength(value: Members): number {
  try {
    return canonicalJson(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
