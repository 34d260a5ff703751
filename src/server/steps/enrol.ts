import { OP_ENROL, ROTATION_GRACE_SECONDS, TYP_ENROL } from '../../contract/protocol.ts';
import { raise } from '../alert.ts';
import { fail } from '../checked.ts';
import { type EnrolClaims, readEnrolClaims } from '../jws/claims.ts';
import { isSignedBy } from '../jws/signature.ts';
import { cookieOf, createVisitor, issueBinding } from '../mac/binding.ts';
import type { MacKeys } from '../mac/keys.ts';
import { DEFAULT_POLICY, type Settings } from '../options.ts';
import type { Enrolled } from '../result.ts';
import { MEMORY_MS } from '../stores/ledger.ts';
import { ask } from '../stores/replay.ts';
import { type Spent, spend } from './consume-nonce.ts';
import type { Context, Expected } from './context.ts';
import { type Presented, present } from './precheck.ts';
import { checkRotation } from './rotate.ts';

/** Who enrols. */
export interface EnrolRequest {
  /** The session id the nonce was issued for; without one, the visitor's id in the binding cookie stands in. */
  readonly sid?: string | undefined;
  /** The `__Host-vrd` cookie's value, or the whole `Cookie` header. */
  readonly binding?: string | null | undefined;
}

/** Share of the old binding's age that a rotated key keeps: it vouches for continuity, and trust is to be earned again in part (§1.10). */
const KEPT_AGE = 0.5;

type Failure = Extract<Spent, { ok: false }>;

/**
 * Enrolment (§1.10), in the order of §1.7. First use is recorded, not trusted: whoever holds the session and is first gets the
 * binding, and its age starts now. The same key again keeps its age; another key keeps half of it with the old key's word, and
 * none without.
 */
export async function enrolKey(
  proof: unknown,
  request: EnrolRequest,
  settings: Settings & { readonly bindingKeys: MacKeys },
): Promise<Enrolled | Failure> {
  const context: Context = { expected: expect(request), settings, now: settings.now() };
  const presented = await present(proof, TYP_ENROL, context);
  if (!presented.ok) return presented;
  const { key, token, payload, jkt, nonce, visitor } = presented.value;
  if (!(await isSignedBy(key, token))) return fail('signature_invalid');
  const { audience: aud, maxSkewSeconds } = settings;
  const claims = readEnrolClaims(payload, { aud, now: context.now, maxSkewSeconds });
  if (!claims.ok) return claims;
  const { prev } = claims.value;
  if (prev !== undefined) {
    const handed = await checkRotation(prev, { bound: visitor.bound?.jkt, jkt, nonce }, context);
    if (!handed.ok) return handed;
  }
  const spent = await spend(presented.value, context);
  if (!spent.ok) return spent;
  return bind(presented.value, claims.value, { ...context, settings });
}

async function bind(
  { jkt, visitor }: Presented,
  { prev }: EnrolClaims,
  { settings, now }: Context & { readonly settings: { readonly bindingKeys: MacKeys } },
): Promise<Enrolled | Failure> {
  const { bound, binding, sid } = visitor;
  const replaced = bound && bound.jkt !== jkt ? bound : null;
  if (replaced && prev !== undefined && !(await retire(replaced.jkt, jkt, { settings, now })))
    return fail('replay_store_unavailable');
  if (replaced && prev === undefined) {
    const { jkt: before, ageSeconds } = replaced;
    const alert = { kind: 'key_replaced', action: OP_ENROL, sid, jkt, bound: before } as const;
    raise(settings.onAlert, { ...alert, ...(ageSeconds !== undefined && { ageSeconds }) });
  }
  const kept = replaced === null ? 1 : prev === undefined ? 0 : KEPT_AGE;
  const ageSeconds = Math.floor((bound?.ageSeconds ?? 0) * kept);
  const value = await issueBinding(settings.bindingKeys, settings.audience, {
    visitor: binding?.visitor ?? createVisitor(),
    jkt,
    iat: now - ageSeconds,
  });
  return { ok: true, setCookie: cookieOf(value), jkt, ageSeconds, replaced: replaced?.jkt ?? null };
}

/** Denies the old key once what is on its way has arrived. False when the ledger did not take it. */
async function retire(
  old: string,
  successor: string,
  { settings: { ledger, storeTimeoutMs }, now }: Pick<Context, 'settings' | 'now'>,
): Promise<boolean> {
  if (!ledger) return true;
  const entry = { from: now + ROTATION_GRACE_SECONDS, successor };
  const taken = await ask(async () => {
    await ledger.retire(old, entry, MEMORY_MS);
    return true;
  }, storeTimeoutMs);
  return taken === true;
}

const expect = ({ sid, binding }: EnrolRequest): Expected => ({
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
