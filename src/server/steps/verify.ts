import type { Flag } from '../../contract/protocol.ts';
import { TYP_VERDICT } from '../../contract/protocol.ts';
import type { Reason } from '../../contract/verdict.ts';
import { type Checked, fail, pass } from '../checked.ts';
import { type Claims, readClaims } from '../jws/claims.ts';
import { isSignedBy } from '../jws/signature.ts';
import { expiryOf, type VerifierModel } from '../model/outline.ts';
import type { Settings } from '../options.ts';
import type { Accepted, Degradation } from '../result.ts';
import { isNearDuplicate } from '../stores/near-duplicates.ts';
import { isOlder } from './build.ts';
import { type Spent, spend } from './consume-nonce.ts';
import type { Context, Expected } from './context.ts';
import { hasRegressed } from './count.ts';
import { capTrust } from './level.ts';
import { type Presented, present } from './precheck.ts';
import { type Judgement, judge } from './rescore.ts';

export type Outcome = Accepted | Extract<Spent, { ok: false }>;

/**
 * The checks of §1.7, in its order. Cheap ones come first so that floods die early; the nonce is consumed after the signature, so
 * that nobody can burn another's, and before scoring, so that a nonce buys one attempt.
 */
export async function verifyToken(token: unknown, expected: Expected, settings: Settings): Promise<Outcome> {
  const context = { expected, settings, now: settings.now() };
  const presented = await present(token, TYP_VERDICT, context);
  if (!presented.ok) return presented;
  const authentic = await authenticate(presented.value, context);
  if (!authentic.ok) return authentic;
  const claims = authentic.value;
  const spent = await spend(presented.value, context);
  if (!spent.ok) return spent;
  // A token that signed no transaction does not match the one about to be executed either.
  if (expected.txh !== undefined && claims.txh !== expected.txh) return fail('tx_mismatch');
  const model = findModel(claims, context);
  if (!model.ok) return model;
  const visitSeconds = timeVisit(presented.value, context);
  const judged = judge(model.value, claims, { explain: expected.explain, visitSeconds });
  if (!judged.ok) return judged;
  const { jkt } = presented.value;
  const { evidence, flags } = judged.value;
  const { nearDuplicates, storeTimeoutMs: timeoutMs } = settings;
  const [regressed, duplicate] = await Promise.all([
    hasRegressed(jkt, claims.ctr, settings),
    // Thin evidence is alike without being copied.
    !flags.includes('sparse_evidence') && isNearDuplicate(nearDuplicates, evidence, { jkt, timeoutMs }),
  ]);
  return accept(judged.value, {
    claims,
    presented: presented.value,
    context,
    degraded: spent.degraded,
    regressed,
    duplicate,
  });
}

async function authenticate(
  presented: Presented,
  { expected, settings, now }: Context,
): Promise<Checked<Claims>> {
  if (!(await isSignedBy(presented.key, presented.token))) return fail('signature_invalid');
  const { audience: aud, maxSkewSeconds } = settings;
  return readClaims(presented.payload, { aud, op: expected.action, now, maxSkewSeconds });
}

function findModel({ mdl, bld }: Claims, { settings, now }: Context): Checked<VerifierModel> {
  if (settings.minBuild !== undefined && isOlder(bld, settings.minBuild)) return fail('build_too_old');
  const model = settings.models.get(mdl);
  if (!model) return fail('model_unknown');
  const exp = expiryOf(model);
  return exp !== 0 && now > exp ? fail('model_expired') : pass(model);
}

/** Seconds since the visit began, where the server can know it. */
function timeVisit({ times }: Presented, { expected, now }: Context): number | undefined {
  const { servedAt = expected.policy.nonceInPage ? times.iat : undefined } = expected;
  return servedAt === undefined ? undefined : now - servedAt;
}

interface Circumstances {
  readonly claims: Claims;
  readonly presented: Presented;
  readonly context: Context;
  readonly degraded: readonly Degradation[];
  readonly regressed: boolean;
  readonly duplicate: boolean;
}

function accept(judgement: Judgement, circumstances: Circumstances): Accepted {
  const { claims, presented, context, degraded, regressed, duplicate } = circumstances;
  const { ephemeral, flags: found, level, explain, evidence: _, ...judged } = judgement;
  let reasons: readonly Reason[] | undefined;
  const { jkt, bound } = presented;
  const { expected, settings } = context;
  const ageSeconds = bound?.ageSeconds;
  const isFresh = ageSeconds !== undefined && ageSeconds < settings.freshKeySeconds;
  const flags: Flag[] = [...found];
  if (!bound) flags.push('unbound');
  if (isFresh) flags.push('fresh_key');
  if (regressed) flags.push('counter_regress');
  if (duplicate) flags.push('near_duplicate');
  const isCapped = degraded.length > 0 || (isFresh && expected.policy.requireBinding);
  return {
    ok: true,
    ...judged,
    get reasons() {
      reasons ??= explain();
      return reasons;
    },
    level: isCapped ? capTrust(level) : level,
    claimed: { q: claims.q },
    key: { jkt, bound: bound !== undefined, ephemeral, ...(ageSeconds !== undefined && { ageSeconds }) },
    flags,
    degraded: flags.includes('not_rescored') ? [...degraded, 'not_rescored'] : degraded,
    jti: claims.jti,
    action: claims.op,
    ...(expected.tx && { tx: expected.tx }),
    ...(expected.txh !== undefined && { txh: expected.txh }),
    model: claims.mdl,
    build: claims.bld,
  };
}
