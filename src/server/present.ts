import type { Code } from '../contract/protocol.ts';
import { type Checked, fail, type Members, pass } from './checked.ts';
import type { Context } from './expected.ts';
import { readHeader } from './header.ts';
import { type PublicKey, thumbprint } from './key.ts';
import { checkNonce, type NonceTimes } from './nonce.ts';
import { ask } from './replay.ts';
import { openToken, readObject, type Token } from './token.ts';

/** A token in due form with a nonce of ours. Its claims are not trusted yet: nothing has shown who wrote them. */
export interface Presented {
  readonly token: Token;
  readonly key: PublicKey;
  readonly jkt: string;
  readonly payload: Members;
  readonly nonce: string;
  readonly times: NonceTimes;
}

/** Size, segments, base64url, header, key, denylist, nonce: everything before the first elliptic curve operation (§1.7). */
export async function present(token: unknown, context: Context): Promise<Checked<Presented>> {
  const { expected, settings, now } = context;
  const opened = openToken(token, settings.maxTokenChars);
  if (!opened.ok) return opened;
  const header = readObject(opened.value.header);
  if (!header.ok) return header;
  const key = readHeader(header.value);
  if (!key.ok) return key;
  const payload = readObject(opened.value.payload);
  if (!payload.ok) return payload;
  const { nonce } = payload.value;
  const { op, sid } = expected;
  const [jkt, times] = await Promise.all([
    thumbprint(key.value),
    checkNonce(settings.nonceKeys, nonce, { aud: settings.audience, op, sid, now }),
  ]);
  const denied = await checkKey(jkt, context);
  if (denied) return fail(denied);
  if (nonce === undefined) return fail('claim_missing');
  if (!times.ok) return times;
  return pass({
    token: opened.value,
    key: key.value,
    jkt,
    payload: payload.value,
    nonce: String(nonce),
    times: times.value,
  });
}

async function checkKey(jkt: string, { expected, settings }: Context): Promise<Code | null> {
  const { isRevoked } = settings;
  if (expected.jkt !== undefined && expected.jkt !== jkt) return 'key_mismatch';
  if (expected.jkt === undefined && expected.policy.requireBinding) return 'unbound';
  if (!isRevoked) return null;
  const revoked = await ask(() => isRevoked(jkt), settings.storeTimeoutMs);
  if (revoked === false) return null;
  return revoked === true ? 'key_revoked' : 'replay_store_unavailable';
}
