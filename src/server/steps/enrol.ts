import { OP_ENROL, ROTATION_GRACE_SECONDS, TYP_ENROL } from '../../contract/protocol.ts';
import type { KeyAlertKind } from '../alert.ts';
import { callHook } from '../call-hook.ts';
import { type Checked, fail, pass } from '../checked.ts';
import { readEnrolClaims } from '../jws/claims.ts';
import { isSignedBy } from '../jws/signature.ts';
import { cookieOf, createVisitor, issueBinding } from '../mac/binding.ts';
import type { MacKeys } from '../mac/keys.ts';
import type { Settings } from '../options.ts';
import { DEFAULT_POLICY } from '../policy.ts';
import type { Enrolled } from '../result.ts';
import { ask } from '../stores/ask.ts';
import { LINEAGE_MS, type Retired } from '../stores/ledger.ts';
import { consumeNonce, type NotConsumed } from './consume-nonce.ts';
import type { VerificationContext } from './context.ts';
import { checkBindable } from './key-status.ts';
import { type Prechecked, precheck } from './precheck.ts';
import { checkRotation } from './rotate.ts';
import { isSameOrRotated, recallSessionKey } from './session-key.ts';

/** Whose key is enrolled. */
export interface EnrolRequest {
  /**
   * The session id the nonce was issued for; without one, the visitor's id in the binding cookie stands in.
   */
  readonly sid?: string | undefined;
  /** The `__Host-vrd` cookie's value, or the whole `Cookie` header. */
  readonly binding?: string | null | undefined;
}

/**
 * Share of the old key's age that a rotated key keeps. Chosen: the handover shows continuity, and part of the
 * trust has to be earned again (§1.10).
 */
const KEPT_AGE = 0.5;

type EnrolContext = VerificationContext & {
  readonly settings: Settings & { readonly bindingKeys: MacKeys };
};

/**
 * Enrolment (§1.10), in the order of A1. The first use of a key is recorded, not trusted: whoever has the
 * session and is first gets the binding, and its age starts now. The same key again keeps its age. Another
 * key keeps a share of it with a handover by the old key, and none without.
 */
export async function enrolKey(
  proof: unknown,
  request: EnrolRequest,
  settings: EnrolContext['settings'],
): Promise<Enrolled | NotConsumed> {
  const context = { ...contextOf(request, settings), settings };
  const prechecked = await precheck(proof, TYP_ENROL, context);
  if (!prechecked.ok) return prechecked;
  const { key, token, payload, jkt, nonce, visitor } = prechecked.value;
  if (!(await isSignedBy(key, token))) return fail('signature_invalid');
  const { audience: aud, maxSkewSeconds } = settings;
  const claims = readEnrolClaims(payload, { aud, now: context.now, maxSkewSeconds });
  if (!claims.ok) return claims;
  const { prev } = claims.value;
  if (prev !== undefined) {
    const handover = await checkRotation(prev, { bound: visitor.bound?.jkt, jkt, nonce }, context);
    if (!handover.ok) return handover;
  }
  const denied = await checkBindable(jkt, context);
  if (denied) return fail(denied);
  const consumed = await consumeNonce(prechecked.value, context);
  if (!consumed.ok) return consumed;
  return bind(prechecked.value, prev !== undefined, context);
}

async function bind(
  { jkt, visitor }: Prechecked,
  isHandedOver: boolean,
  context: EnrolContext,
): Promise<Enrolled | NotConsumed> {
  const { settings, now } = context;
  const { bound, binding, sid } = visitor;
  const replaced = bound && bound.jkt !== jkt ? bound : null;
  const tell = (kind: KeyAlertKind, before: string) => {
    const { ageSeconds } = bound ?? {};
    const alert = { kind, action: OP_ENROL, sid, jkt, bound: before } as const;
    callHook(settings.onAlert, { ...alert, ...(ageSeconds !== undefined && { ageSeconds }) });
  };
  const first = await recallSessionKey({ sid, bound: bound ?? { jkt } }, settings);
  if (first === undefined) return fail('replay_store_unavailable');
  if (replaced && isHandedOver) {
    const retired = await retire(replaced.jkt, jkt, context);
    if (!retired.ok) return retired;
    if (retired.value !== jkt) {
      tell('second_successor', replaced.jkt);
      return fail('key_revoked');
    }
  }
  const isKnown = first === null || (await isSameOrRotated(first, jkt, settings));
  const before = isHandedOver ? undefined : (replaced?.jkt ?? (isKnown ? undefined : (first ?? undefined)));
  if (before !== undefined) tell('key_replaced', before);
  const ageSeconds = Math.floor(
    (bound?.ageSeconds ?? 0) * shareOfAge(replaced !== null, isHandedOver, settings),
  );
  const value = await issueBinding(settings.bindingKeys, settings.audience, {
    visitor: binding?.visitor ?? createVisitor(),
    jkt,
    iat: now,
    born: now - ageSeconds,
  });
  return {
    ok: true,
    setCookie: cookieOf(value),
    jkt,
    ageSeconds,
    replaced: replaced?.jkt ?? before ?? null,
  };
}

/** Without a ledger a key could have two hundred successors, so none of them inherits age (A4). */
function shareOfAge(isReplaced: boolean, isHandedOver: boolean, { ledger }: Settings): number {
  if (!isReplaced) return 1;
  return isHandedOver && ledger ? KEPT_AGE : 0;
}

/**
 * Denies the old key after a grace period for messages on their way. Returns its successor: this key, or one
 * that was first; null if it was revoked meanwhile.
 */
async function retire(
  old: string,
  successor: string,
  { settings: { ledger, storeTimeoutMs }, now }: VerificationContext,
): Promise<Checked<string | null>> {
  if (!ledger) return pass(successor);
  const entry: Retired = { from: now + ROTATION_GRACE_SECONDS, successor };
  const before: unknown = await ask(() => ledger.retire(old, entry, LINEAGE_MS), storeTimeoutMs);
  if (before === null) return pass(successor);
  if (typeof before !== 'object') return fail('replay_store_unavailable');
  return pass('successor' in before && typeof before.successor === 'string' ? before.successor : null);
}

const contextOf = ({ sid, binding }: EnrolRequest, settings: Settings): VerificationContext => ({
  settings,
  now: settings.now(),
  action: OP_ENROL,
  sid: typeof sid === 'string' && sid !== '' ? sid : undefined,
  policy: DEFAULT_POLICY,
  tx: undefined,
  txh: undefined,
  binding,
  bound: undefined,
  idempotencyKey: undefined,
  servedAt: undefined,
  explain: false,
});
