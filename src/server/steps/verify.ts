import { TYP_TEST, TYP_VERDICT } from '../../contract/protocol.ts';
import { type Checked, fail, pass } from '../checked.ts';
import { type Claims, readClaims } from '../jws/claims.ts';
import { isSignedBy } from '../jws/signature.ts';
import type { Accepted } from '../result.ts';
import { type Accepting, accept } from './accept.ts';
import { checkRepeated, claimIdempotencyKey, consumeNonce, type NotConsumed } from './consume-nonce.ts';
import type { VerificationContext } from './context.ts';
import { countVerdict, hasRegressed } from './count.ts';
import { findModel } from './find-model.ts';
import { checkKeyStatus } from './key-status.ts';
import { isNearDuplicate } from './near-duplicate.ts';
import { type Prechecked, precheck } from './precheck.ts';
import { type Rescored, rescore } from './rescore.ts';

/**
 * The checks of §1.7 in the order of A1. Cheap ones come first, so that floods are refused early. Stores are
 * asked and alerts raised only after the signature was checked. The nonce is consumed after the signature, so
 * that nobody can burn another's, and before scoring, so that a nonce buys one attempt.
 */
export async function verifyToken(
  token: unknown,
  context: VerificationContext,
): Promise<Accepted | NotConsumed> {
  const prechecked = await precheck(token, context.settings.test ? TYP_TEST : TYP_VERDICT, context);
  if (!prechecked.ok) return prechecked;
  const message = prechecked.value;
  const authentic = await authenticate(message, context);
  if (!authentic.ok) return authentic;
  const claims = authentic.value;
  const status = await checkKeyStatus(message, context);
  if (!status.ok) return status;
  const consumed = await consumeNonce(message, context);
  if (!consumed.ok) return consumed;
  const repeated = await checkRepeated(message, claims, context);
  if (!repeated.ok) return repeated;
  // A token without a transaction does not match the one about to be executed.
  if (context.txh !== undefined && claims.txh !== context.txh) return fail('tx_mismatch');
  const found = findModel(claims, context);
  if (!found.ok) return found;
  const { model, isDeprecated } = found.value;
  const visitSeconds = timeVisit(message, context);
  const rescored = rescore(model, claims, {
    jkt: message.jkt,
    explain: context.explain,
    visitSeconds,
    alignment: context.settings.alignment,
  });
  if (!rescored.ok) return rescored;
  const claimed = await claimIdempotencyKey(message, context);
  if (!claimed.ok) return claimed;
  const degraded = new Set([...consumed.degraded, ...claimed.degraded]);
  if (isDeprecated) degraded.add('model_deprecated');
  return accept(rescored.value, {
    ...(await compare(rescored.value, { claims, message, context })),
    claims,
    message,
    context,
    degraded: [...degraded],
    isBindingAbsent: status.value.isBindingAbsent,
  });
}

async function authenticate(
  { key, token, payload }: Prechecked,
  { settings, action: op, now }: VerificationContext,
): Promise<Checked<Claims>> {
  if (!(await isSignedBy(key, token))) return fail('signature_invalid');
  const { audience: aud, maxSkewSeconds } = settings;
  const claims = readClaims(payload, { aud, op, now, maxSkewSeconds });
  return claims.ok ? pass(claims.value) : claims;
}

/** Compares a verdict with what is remembered about its key and about recent evidence. */
async function compare(
  { flags, evidence }: Rescored,
  { claims, message, context }: Pick<Accepting, 'claims' | 'message' | 'context'>,
): Promise<Pick<Accepting, 'hasRegressed' | 'isNearDuplicate' | 'verdictsLastHour'>> {
  const { settings } = context;
  const { jkt, visitor } = message;
  const origin = { jkt, sid: visitor.sid, timeoutMs: settings.storeTimeoutMs };
  // Thin or coarse evidence may be alike without being copied. Reduced consent leaves no sketch of a visit.
  const isAlike = flags.includes('sparse_evidence') || flags.includes('reduced_consent');
  const store = isAlike ? null : settings.nearDuplicates;
  const [regressed, duplicate, verdictsLastHour] = await Promise.all([
    hasRegressed(jkt, claims.ctr, settings),
    isNearDuplicate(store, evidence, origin),
    countVerdict(jkt, settings),
  ]);
  return { hasRegressed: regressed, isNearDuplicate: duplicate, verdictsLastHour };
}

/** Seconds since the visit began, where the server can know it. */
function timeVisit({ times }: Prechecked, context: VerificationContext): number | undefined {
  const { servedAt = context.policy.nonceInPage ? times.iat : undefined, now } = context;
  return servedAt === undefined ? undefined : now - servedAt;
}
