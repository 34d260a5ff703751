/** A secret that signs webhooks begins with it (Standard Webhooks 1.0). */
const PREFIX = 'whsec_';
/** Shortest and longest secret, bytes (Standard Webhooks 1.0). */
const BOUNDS = [24, 64] as const;

/** A new secret for one endpoint: 32 random bytes. */
export function createWebhookSecret(): string {
  return `${PREFIX}${toBase64(crypto.getRandomValues(new Uint8Array(32)))}`;
}

/** The bytes of a secret; null for what is none. */
export function readSecret(text: unknown): Uint8Array<ArrayBuffer> | null {
  if (typeof text !== 'string' || !text.startsWith(PREFIX)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.slice(PREFIX.length)), (character) => character.charCodeAt(0));
    return bytes.length >= BOUNDS[0] && bytes.length <= BOUNDS[1] ? bytes : null;
  } catch {
    return null;
  }
}

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
