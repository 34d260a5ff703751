import { TYP_ROTATION } from '../../contract/protocol.ts';
import { type Checked, fail, pass } from '../checked.ts';
import { openEnvelope } from '../jws/envelope.ts';
import { thumbprint } from '../jws/key.ts';
import { isSignedBy } from '../jws/signature.ts';
import type { VerificationContext } from './context.ts';
import { checkDenied } from './key-status.ts';

/** The claims of a handover, all of them required. */
export const HANDOVER_CLAIMS: readonly string[] = ['jkt_new', 'nonce'];

/** What the old key must have signed. */
export interface Handover {
  /** Thumbprint of the key that is bound now. */
  readonly bound: string | undefined;
  /** The new key and the enrolment's nonce, so that the handover fits no other enrolment. */
  readonly jkt: string;
  readonly nonce: string;
}

/**
 * `prev` of an enrolment (§1.10): a compact JWS by the bound key with exactly `jkt_new` and `nonce`. It
 * carries no times of its own, because the nonce does. The order is that of a verdict: form, signature,
 * claims, then the key (A1).
 */
export async function checkRotation(
  prev: string,
  { bound, jkt, nonce }: Handover,
  context: VerificationContext,
): Promise<Checked<null>> {
  const opened = openEnvelope(prev, { typ: TYP_ROTATION, maxChars: context.settings.maxTokenChars });
  if (!opened.ok) return opened;
  const { key, token, payload } = opened.value;
  if (!(await isSignedBy(key, token))) return fail('signature_invalid');
  const names = Object.keys(payload);
  if (names.some((name) => !HANDOVER_CLAIMS.includes(name))) return fail('claim_unknown');
  if (names.length < HANDOVER_CLAIMS.length) return fail('claim_missing');
  if (payload.nonce !== nonce) return fail('nonce_invalid');
  const old = await thumbprint(key);
  if (bound === undefined) return fail('unbound');
  if (old !== bound || old === jkt || payload.jkt_new !== jkt) return fail('key_mismatch');
  const denied = await checkDenied(old, context);
  return denied ? fail(denied) : pass(null);
}
