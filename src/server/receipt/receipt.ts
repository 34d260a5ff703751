/** `tellsign/server/receipt`: the result of a verification for other services, as an ordinary JWT (§1.9). */
import { TYP_RECEIPT } from '../../contract/protocol.ts';
import type { Level } from '../../contract/verdict.ts';
import { encodeBase64url } from '../../wire/base64url.ts';
import { netstring } from '../../wire/netstring.ts';
import { createHmac } from '../jws/hash.ts';
import { checkKnown } from '../known-options.ts';
import type { Accepted } from '../result.ts';

export { createReceiptVerifier, type Receipt, type ReceiptVerifierOptions } from './verifier.ts';

/**
 * A signing key of the service, never a visitor's. Publish it a day before its first use, and keep it 20
 * minutes after the last: a receipt lives 5, and a verifier honours a key set for 10.
 */
export interface ReceiptKey {
  readonly kid: string;
  /** ES256 private key that may be exported, or is given with its public half. */
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export interface ReceiptOptions {
  /** `iss`: who verified, e.g. `https://shop.example`. */
  readonly issuer: string;
  /** The first one signs, all are published. */
  readonly keys: readonly [ReceiptKey, ...ReceiptKey[]];
  /**
   * 32 random bytes. With them `sub` differs from service to service, so that services cannot link visitors.
   */
  readonly pairwiseSalt: Uint8Array;
  /** Lifetime, seconds, at most 300. @default 120 */
  readonly ttlSeconds?: number | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

export interface ReceiptRequest {
  /** The service that the receipt is for. */
  readonly audience: string;
}

export interface Receipts {
  /**
   * A compact JWS. Its `txh` is the accepted verdict's, so that a receipt covers exactly what was verified.
   */
  issue(accepted: Accepted, request: ReceiptRequest): Promise<string>;
  /**
   * The body of `/.well-known/vrd-jwks.json`. Send it with `Cache-Control: max-age=60`, because a cache
   * delays the withdrawal of a key.
   */
  jwks(): Promise<{ readonly keys: readonly JsonWebKey[] }>;
}

const TIERS: Readonly<Record<Level, string>> = {
  low: 'affirming',
  medium: 'warning',
  high: 'contraindicated',
  unknown: 'none',
};
/** Longest life of a receipt, seconds (A12). */
const MAX_TTL_SECONDS = 300;
/** Chosen: as many reasons as a verdict's `rc` holds pairs (§1.3). */
const MAX_REASONS = 8;
/** Shortest salt, bytes: as of every secret (A15). */
const MIN_SALT_BYTES = 32;

const OPTIONS: Readonly<Record<keyof ReceiptOptions, true>> = {
  issuer: true,
  keys: true,
  pairwiseSalt: true,
  ttlSeconds: true,
  now: true,
};

/** @throws TypeError naming the option that is wrong */
export function createReceipts(options: ReceiptOptions): Receipts {
  checkKnown(options, OPTIONS);
  const { issuer, keys, pairwiseSalt, ttlSeconds = 120, now = Date.now } = options;
  if (typeof issuer !== 'string' || issuer === '') throw new TypeError('issuer must be a string');
  if (!Array.isArray(keys) || keys.length === 0)
    throw new TypeError('keys must be a list of at least one key');
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw new TypeError('keys: each kid once');
  if (!isSecret(pairwiseSalt)) throw new TypeError('pairwiseSalt must be a Uint8Array of 32 random bytes');
  if (!(Number.isInteger(ttlSeconds) && ttlSeconds >= 1 && ttlSeconds <= MAX_TTL_SECONDS))
    throw new TypeError('ttlSeconds must be 1..300');
  const [{ kid, privateKey }] = keys;
  const mac = createHmac(Uint8Array.from(pairwiseSalt));
  const subject = async (audience: string, jkt: string) =>
    encodeBase64url(await mac(netstring(audience, jkt)));

  return {
    async issue(accepted, { audience }) {
      const iat = Math.floor(now() / 1000);
      const { level, score, reasons, flags, action, key, txh } = accepted;
      const strongest = reasons.filter(({ code }) => code !== 'baseline').slice(0, MAX_REASONS);
      const claims = {
        iss: issuer,
        aud: audience,
        iat,
        exp: iat + ttlSeconds,
        jti: encodeBase64url(crypto.getRandomValues(new Uint8Array(16))),
        sub: await subject(audience, key.jkt),
        op: action,
        ...(txh !== undefined && { txh }),
        tier: TIERS[level],
        ...(score !== null && { score: Math.round(score * 1000) }),
        rc: strongest.flatMap(({ code, weight }) => [code, Math.round(weight * 1000)]),
        flags,
      };
      const signed = [{ alg: 'ES256', kid, typ: TYP_RECEIPT }, claims].map(segment).join('.');
      const bytes = new TextEncoder().encode(signed);
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes);
      return `${signed}.${encodeBase64url(new Uint8Array(signature))}`;
    },
    async jwks() {
      const published = keys.map(async ({ kid: id, publicKey }) => {
        const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
        return { alg: 'ES256', crv, kid: id, kty, use: 'sig', x, y } as JsonWebKey;
      });
      return { keys: await Promise.all(published) };
    },
  };
}

/** A15. Bytes that are all alike are a buffer that was never filled. */
const isSecret = (value: unknown): boolean =>
  value instanceof Uint8Array && value.length >= MIN_SALT_BYTES && value.some((byte) => byte !== value[0]);

const segment = (value: object): string => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
