import { HARD_TOKEN_CHARS, MAX_SKEW_SECONDS, TYP_RECEIPT } from '../../contract/protocol.ts';
import { type Checked, fail, isMembers, type Members, pass } from '../checked.ts';
import { type PublicKey, readKey } from '../jws/key.ts';
import { isSignedBy } from '../jws/signature.ts';
import { openToken } from '../jws/token.ts';

export interface ReceiptVerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  /** Fetches the issuer's JWKS from an address of your configuration; never one out of a token. */
  readonly fetchJwks: () => Promise<unknown>;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: () => number;
}

/** The claims of a receipt; their signature, type, issuer, audience and times are right. */
export type Receipt = Members & { readonly sub: string; readonly op: string; readonly tier: string };

/** §1.9: an unknown `kid` is looked up at most this often. */
const REFETCH_MS = 60_000;
const MAX_KEYS = 32;

/**
 * Verifies receipts where no JOSE library is at hand. Any JOSE library does the same: pin `ES256`, the type, issuer and audience. Total over
 * any value; `key_invalid` for a key that is not published, or is published without `kid`, `alg` and `use`.
 */
export function createReceiptVerifier(
  options: ReceiptVerifierOptions,
): (token: unknown) => Promise<Checked<Receipt>> {
  const { issuer, audience, fetchJwks, now = Date.now } = options;
  let keys: ReadonlyMap<string, PublicKey> = new Map();
  let fetchedMs = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    fetchedMs = now();
    try {
      keys = readJwks(await fetchJwks());
    } catch {
      // The keys of before stay; the next look-up is a minute away.
    }
  }
  async function find(kid: string): Promise<PublicKey | undefined> {
    if (!keys.has(kid) && now() - fetchedMs >= REFETCH_MS) fetching = refresh();
    if (!keys.has(kid)) await fetching;
    return keys.get(kid);
  }

  return async (token) => {
    const opened = openToken(token, HARD_TOKEN_CHARS);
    if (!opened.ok) return opened;
    const [header, claims] = [readMembers(opened.value.header), readMembers(opened.value.payload)];
    if (!header || !claims) return fail('malformed');
    if (header.typ !== TYP_RECEIPT) return fail('wrong_type');
    if (header.alg !== 'ES256') return fail('alg_not_allowed');
    if (Object.keys(header).length !== 3 || typeof header.kid !== 'string') return fail('claim_unknown');
    const key = await find(header.kid);
    if (!key) return fail('key_invalid');
    if (!(await isSignedBy(key, opened.value))) return fail('signature_invalid');
    const { iss, aud, iat, exp, sub, op, tier } = claims;
    if (iss !== issuer || aud !== audience) return fail('aud_mismatch');
    if (!Number.isSafeInteger(iat) || !Number.isSafeInteger(exp)) return fail('claim_invalid');
    const seconds = now() / 1000;
    if (!(seconds <= Number(exp) + MAX_SKEW_SECONDS)) return fail('expired');
    if (!(seconds >= Number(iat) - MAX_SKEW_SECONDS)) return fail('iat_in_future');
    if (typeof sub !== 'string' || typeof op !== 'string' || typeof tier !== 'string')
      return fail('claim_invalid');
    return pass({ ...claims, sub, op, tier });
  };
}

function readMembers(binary: string): Members | null {
  try {
    const value: unknown = JSON.parse(binary);
    return isMembers(value) ? value : null;
  } catch {
    return null;
  }
}

function readJwks(value: unknown): ReadonlyMap<string, PublicKey> {
  const found = new Map<string, PublicKey>();
  const list = isMembers(value) && Array.isArray(value.keys) ? value.keys.slice(0, MAX_KEYS) : [];
  for (const jwk of list as readonly unknown[]) {
    if (!isMembers(jwk) || typeof jwk.kid !== 'string' || jwk.alg !== 'ES256' || jwk.use !== 'sig') continue;
    const { crv, kty, x, y } = jwk;
    const key = readKey({ crv, kty, x, y });
    if (key.ok && !('d' in jwk)) found.set(jwk.kid, key.value);
  }
  return found;
}
