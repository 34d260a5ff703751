import type { Flag } from '../../contract/protocol.ts';
import type { Reason } from '../../contract/verdict.ts';
import type { Claims } from '../jws/claims.ts';
import type { Accepted, Degradation } from '../result.ts';
import type { VerificationContext } from './context.ts';
import { isDistrusted, raiseAssistedEntry, withholdTrust } from './level.ts';
import type { Prechecked } from './precheck.ts';
import type { Rescored } from './rescore.ts';

/** Findings besides the evidence. */
export interface Accepting {
  readonly claims: Claims;
  readonly message: Prechecked;
  readonly context: VerificationContext;
  readonly degraded: readonly Degradation[];
  readonly isBindingAbsent: boolean;
  readonly hasRegressed: boolean;
  readonly isNearDuplicate: boolean;
  readonly verdictsLastHour: number | undefined;
}

/**
 * The accepted verdict. Findings against trust lower `low` to `medium` here, so that no policy has to know
 * them (A6).
 */
export function accept(rescored: Rescored, found: Accepting): Accepted {
  const { explain, isTextEntryAlone, level: ownLevel, flags: ownFlags, ephemeral, ...scored } = rescored;
  const { claims, context, degraded, verdictsLastHour } = found;
  const { jkt, visitor } = found.message;
  const { settings, policy, tx, txh } = context;
  const ageSeconds = visitor.bound?.ageSeconds;
  const isFresh = ageSeconds !== undefined && ageSeconds < settings.freshKeySeconds;
  const flags: Flag[] = [...ownFlags];
  if (!visitor.bound) flags.push('unbound');
  if (found.isBindingAbsent) flags.push('binding_absent');
  if (isFresh) flags.push('fresh_key');
  if (found.hasRegressed) flags.push('counter_regress');
  if (found.isNearDuplicate) flags.push('near_duplicate');
  const isCapped = degraded.length > 0 || (isFresh && policy.requireBinding) || isDistrusted(flags);
  const capped = isCapped ? withholdTrust(ownLevel) : ownLevel;
  const level = raiseAssistedEntry(capped, { isTextEntryAlone, ageSeconds, flags, degraded });
  if (level !== capped) flags.push('assisted_entry');
  let reasons: readonly Reason[] | undefined;
  return {
    ok: true,
    ...scored,
    get reasons() {
      reasons ??= explain();
      return reasons;
    },
    level,
    claimed: { q: claims.q },
    key: {
      jkt,
      bound: visitor.bound !== undefined,
      ephemeral,
      ...(ageSeconds !== undefined && { ageSeconds }),
      ...(verdictsLastHour !== undefined && { verdictsLastHour }),
    },
    flags,
    degraded: flags.includes('not_rescored') ? [...degraded, 'not_rescored'] : degraded,
    jti: claims.jti,
    action: claims.op,
    ...(tx && { tx }),
    ...(txh !== undefined && { txh }),
    model: claims.mdl,
    build: claims.bld,
  };
}
