import type { PublicJwk, SignatureLibrary } from './web-bot-auth.ts';

/** A key by which an agent signs. */
export interface AgentKey {
  readonly jwk: PublicJwk;
  /** What RFC 9421 calls its signatures; null for a kind of key that cannot be checked here. */
  readonly algorithm: string | null;
  /** Milliseconds since 1970; null for ever. */
  readonly endsMs: number | null;
}

/** Keys by their thumbprints, which is what `keyid` has to be. */
export type KeySet = ReadonlyMap<string, AgentKey>;

/** Most keys of one agent. Chosen: a directory that was read has a handful. */
const MAX_KEYS = 100;

/** Signatures that the library checks, by the kind of key. */
const ALGORITHMS: Readonly<Record<string, string>> = { OKP: 'ed25519', RSA: 'rsa-pss-sha512' };

/** Keys of a list; what is no key is left out. */
export async function readKeys(list: unknown, library: SignatureLibrary): Promise<KeySet> {
  const keys = new Map<string, AgentKey>();
  for (const jwk of Array.isArray(list) ? list.slice(0, MAX_KEYS) : []) {
    if (typeof jwk !== 'object' || jwk === null) continue;
    const { exp, kty } = jwk as PublicJwk;
    const endsMs = typeof exp === 'number' ? toMilliseconds(exp) : null;
    try {
      const algorithm = (await library.isSupported(jwk)) ? (ALGORITHMS[String(kty)] ?? null) : null;
      keys.set(await library.thumbprint(jwk), { jwk, algorithm, endsMs });
    } catch {
      // A kind of key of which not even the name is known.
    }
  }
  return keys;
}

/**
 * Directories give `exp` in seconds, as tokens do, or in milliseconds, as early drafts did. Seconds reach
 * 10¹¹ in the year 5138.
 */
const toMilliseconds = (time: number): number => (time > 1e11 ? time : time * 1000);
