import { TYP_ENROL } from '../src/contract/protocol.ts';
import { encodeBase64url } from '../src/wire/base64url.ts';
import { canonicalJson } from '../src/wire/canonical.ts';
import type { DatedGrant } from './grant.ts';
import { datedClaims, publicJwk, signMessage } from './message.ts';
import type { DeviceKey } from './store.ts';

export interface EnrolDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Monotonic clock, ms. */
  readonly now: () => number;
  readonly crypto: Crypto;
  readonly endpoint: string;
}

/**
 * Has the site bind this browser's key (§1.10): `POST {endpoint}/enrol` with the proof as its body. Only where the site offers a nonce for it,
 * the key will be here on the next visit, and the site has not bound this very key already. Whether it worked is the cookie's to say, which
 * no script can read; a failure leaves the visitor unbound and costs nothing else.
 */
export async function enrol(
  { grant, receivedAt }: DatedGrant,
  key: DeviceKey,
  deps: EnrolDeps,
): Promise<void> {
  const { fetch, now, crypto, endpoint } = deps;
  if (!grant.enrol || !key.persistent) return;
  const text = new TextEncoder().encode(canonicalJson(await publicJwk(key, crypto)));
  const jkt = encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
  if (grant.jkt === jkt) return;
  const claims = { ...datedClaims(grant, now() - receivedAt, crypto), nonce: grant.enrol };
  await fetch(`${endpoint}/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/jwt' },
    body: await signMessage(TYP_ENROL, claims, { key, crypto }),
    credentials: 'same-origin',
    redirect: 'error',
    // The form that asked for the verdict may leave the page first.
    keepalive: true,
  });
}
