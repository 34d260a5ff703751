import { type Checked, fail, pass } from '../checked.ts';
import { type Envelope, openEnvelope } from '../jws/envelope.ts';
import { thumbprint } from '../jws/key.ts';
import { checkNonce, type NonceTimes } from '../mac/nonce.ts';
import type { Bound, Context } from './context.ts';
import { checkKey } from './key-status.ts';
import { recall, type Visitor } from './visitor.ts';

/** A message in due form with a nonce of ours. Its claims are not trusted yet: nothing has shown who wrote them. */
export interface Presented extends Envelope {
  readonly jkt: string;
  readonly nonce: string;
  readonly times: NonceTimes;
  readonly visitor: Visitor;
  /** The key bound to this visitor; for a verdict the one that signed, or its successor. */
  readonly bound: Bound | undefined;
}

/** Everything before the first elliptic curve operation (§1.7): size, segments, base64url, header, key, denylist, nonce. */
export async function present(token: unknown, typ: string, context: Context): Promise<Checked<Presented>> {
  const { expected, settings, now } = context;
  const opened = openEnvelope(token, { typ, maxChars: settings.maxTokenChars });
  if (!opened.ok) return opened;
  const { key, payload } = opened.value;
  const { nonce } = payload;
  const { action: op } = expected;
  const recalling = recall(context);
  const checking = async () => {
    // Only a visitor without a session waits for the cookie to be read.
    const sid = expected.sid ?? (await recalling).sid;
    return checkNonce(settings.nonceKeys, nonce, { aud: settings.audience, op, sid, now });
  };
  const [jkt, visitor, times] = await Promise.all([thumbprint(key), recalling, checking()]);
  const denied = await checkKey(jkt, visitor, context);
  if (denied) return fail(denied);
  if (nonce === undefined) return fail('claim_missing');
  if (!times.ok) return times;
  return pass({
    ...opened.value,
    jkt,
    nonce: String(nonce),
    times: times.value,
    visitor,
    bound: visitor.bound,
  });
}
