import { TYP_ENROL, TYP_ROTATION } from '../../src/contract/protocol.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { canonicalJson } from '../../src/wire/canonical.ts';
import type { AnalystDeps } from '../deps.ts';
import type { DeviceKey } from './device-key.ts';
import { datedClaims, publicJwk, signMessage } from './message.ts';
import type { SigningNonce } from './nonce.ts';

export interface EnrolDeps extends Pick<AnalystDeps, 'fetch' | 'crypto' | 'keys'> {
  readonly endpoint: string;
}

/**
 * Asks the site to bind this browser's key (§1.10): posts the proof to `{endpoint}/enrol`, if the site offers
 * a nonce for it and the browser keeps the key. A bound key stays until it is due; then a new key replaces
 * it, with a handover that the old key signs. The answer is a cookie that no script can read. After a failure
 * the visitor stays unbound; nothing else changes. Resolves with the key that signs from now on.
 */
export async function enrol(
  { response, ageMs }: SigningNonce,
  key: DeviceKey,
  deps: EnrolDeps,
): Promise<DeviceKey> {
  const { fetch, crypto, endpoint, keys } = deps;
  const { enrol: nonce, jkt } = response;
  if (!nonce || !key.persistent) return key;
  const post = async (by: DeviceKey, prev?: string) =>
    fetch(`${endpoint}/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/jwt' },
      body: await signMessage(
        TYP_ENROL,
        { ...datedClaims(response, ageMs(), crypto), nonce, ...(prev && { prev }) },
        { key: by, crypto },
      ),
      credentials: 'same-origin',
      redirect: 'error',
      // `keepalive`, because the page may be left for the form's answer before this request ends.
      keepalive: true,
    });
  if (jkt !== (await thumbprint(key, crypto))) {
    await post(key);
    return key;
  }
  const next = await keys.renew(crypto, key);
  if (!next) return key;
  const handover = { jkt_new: await thumbprint(next, crypto), nonce };
  const prev = await signMessage(TYP_ROTATION, handover, { key, crypto });
  const isTaken = await post(next, prev).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isTaken) return next;
  await keys.swap(next, key);
  return key;
}

/** RFC 7638. */
async function thumbprint(key: DeviceKey, crypto: Crypto): Promise<string> {
  const text = new TextEncoder().encode(canonicalJson(await publicJwk(key, crypto)));
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
}
