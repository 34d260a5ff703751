import { toBase64 } from './secret.ts';

/** What is sent of one attempt, and what its signature covers. */
export interface Signable {
  readonly id: string;
  /** Of this attempt, seconds since 1970. */
  readonly timestamp: number;
  /** The body, as it is sent. */
  readonly payload: string;
}

/** Gives the headers of an attempt (Standard Webhooks 1.0). */
export type Signer = (message: Signable) => Promise<Readonly<Record<string, string>>>;

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const;

/** Signs by every secret, so that a receiver may know the old one, the new one or both. */
export function createSigner(secrets: readonly Uint8Array<ArrayBuffer>[]): Signer {
  // Imported at first use: WebCrypto is asynchronous and a constructor is not.
  let keys: Promise<readonly CryptoKey[]> | undefined;
  return async ({ id, timestamp, payload }) => {
    keys ??= Promise.all(
      secrets.map((secret) => crypto.subtle.importKey('raw', secret, HMAC, false, ['sign'])),
    );
    const content = new TextEncoder().encode(`${id}.${timestamp}.${payload}`);
    const signatures = (await keys).map(async (key) => {
      const signature = new Uint8Array(await crypto.subtle.sign(HMAC, key, content));
      return `v1,${toBase64(signature)}`;
    });
    return {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': (await Promise.all(signatures)).join(' '),
    };
  };
}
