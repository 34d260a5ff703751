import { type Checked, fail, pass } from '../checked.ts';
import { type Envelope, openEnvelope } from '../jws/envelope.ts';
import { thumbprint } from '../jws/key.ts';
import { checkNonce, type NonceTimes } from '../mac/nonce.ts';
import type { VerificationContext } from './context.ts';
import { readVisitor, type Visitor } from './visitor.ts';

/**
 * A well-formed message with a nonce that this site issued. Its claims are not trusted yet, because the
 * signature was not checked.
 */
export interface Prechecked extends Envelope {
  /** Thumbprint of the key in the header. */
  readonly jkt: string;
  readonly nonce: string;
  readonly times: NonceTimes;
  readonly visitor: Visitor;
}

/**
 * Everything before the signature: size, segments, base64url, header, key, nonce (§1.7, A1). No store is
 * asked and no alert is raised, because up to here a message may be junk.
 */
export async function precheck(
  token: unknown,
  typ: string,
  context: VerificationContext,
): Promise<Checked<Prechecked>> {
  const { settings, now, action: op, sid } = context;
  const opened = openEnvelope(token, { typ, maxChars: settings.maxTokenChars });
  if (!opened.ok) return opened;
  const { key, payload } = opened.value;
  const { nonce } = payload;
  if (nonce === undefined) return fail('claim_missing');
  // The cookie is read first only for a visitor without a session. Otherwise it is read after the nonce was
  // checked, so that refusing a forged nonce costs no more than its MAC.
  const early = sid === undefined ? await readVisitor(context) : null;
  const times = await checkNonce(settings.nonceKeys, nonce, {
    aud: settings.audience,
    op,
    sid: sid ?? early?.sid ?? '',
    now,
    skew: settings.maxSkewSeconds,
  });
  if (!times.ok) return times;
  const [jkt, visitor] = await Promise.all([thumbprint(key), early ?? readVisitor(context)]);
  return pass({ ...opened.value, jkt, nonce: String(nonce), times: times.value, visitor });
}
