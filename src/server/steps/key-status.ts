import type { Code } from '../../contract/protocol.ts';
import type { KeyAlertKind } from '../alert.ts';
import { callHook } from '../call-hook.ts';
import { type Checked, fail, pass } from '../checked.ts';
import type { Settings } from '../options.ts';
import { ask } from '../stores/ask.ts';
import type { Retired } from '../stores/ledger.ts';
import type { VerificationContext } from './context.ts';
import type { Prechecked } from './precheck.ts';
import { hasBrought, isSameOrRotated, recallSessionKey } from './session-key.ts';

/** What is known of a visitor's key. */
export interface KeyStatus {
  /** The session had a bound key, and neither that key nor one rotated from it is bound now (A3). */
  readonly isBindingAbsent: boolean;
}

/**
 * Checks the key of a verdict after its signature and claims (A1). Another key may be bound to this visitor,
 * no key may be bound where one is required, or the key may be denied. The first that applies gives the code.
 */
export async function checkKeyStatus(
  { jkt, visitor }: Prechecked,
  context: VerificationContext,
): Promise<Checked<KeyStatus>> {
  const { settings, now, policy } = context;
  const { bound } = visitor;
  const tell = (kind: KeyAlertKind, before: string) =>
    callHook(settings.onAlert, {
      kind,
      action: context.action,
      sid: visitor.sid,
      jkt,
      bound: before,
      ...(bound?.ageSeconds !== undefined && { ageSeconds: bound.ageSeconds }),
    });
  const [retired, isListed, first] = await Promise.all([
    findRetired(jkt, settings),
    isRevokedBySite(jkt, settings),
    recallSessionKey(visitor, settings),
  ]);
  if (bound && bound.jkt !== jkt && !isInGrace(retired, bound.jkt, now)) {
    tell('key_mismatch', bound.jkt);
    return fail('key_mismatch');
  }
  const isKnown =
    typeof first !== 'string' ||
    (await isSameOrRotated(first, bound?.jkt, settings)) ||
    // The remembered key signed before its cookie was first sent back: a first visit over a slow network.
    (!bound && first === jkt && !(await hasBrought(visitor.sid, settings)));
  if (!isKnown) tell('binding_absent', first);
  if (policy.requireBinding && (!bound || !isKnown)) return fail('unbound');
  const denied = first === undefined ? 'replay_store_unavailable' : denialOf({ retired, isListed, now });
  return denied ? fail(denied) : pass({ isBindingAbsent: !isKnown });
}

/** Whether a key is denied: by the site's own list, or by the ledger. */
export async function checkDenied(jkt: string, { settings, now }: VerificationContext): Promise<Code | null> {
  const [retired, isListed] = await Promise.all([findRetired(jkt, settings), isRevokedBySite(jkt, settings)]);
  return denialOf({ retired, isListed, now });
}

/**
 * Whether a key may be bound. A rotated key may not, even while its last verdicts are still honoured, because
 * its successor has replaced it.
 */
export async function checkBindable(jkt: string, { settings }: VerificationContext): Promise<Code | null> {
  const [retired, isListed] = await Promise.all([findRetired(jkt, settings), isRevokedBySite(jkt, settings)]);
  return denialOf({ retired, isListed, now: Number.POSITIVE_INFINITY });
}

interface Answers {
  readonly retired: unknown;
  readonly isListed: unknown;
  readonly now: number;
}

/** A malformed answer is an outage, and fails closed. */
function denialOf({ retired, isListed, now }: Answers): Code | null {
  if (isListed === true || (isRetired(retired) && now >= retired.from)) return 'key_revoked';
  return isListed === false && (retired === null || isRetired(retired)) ? null : 'replay_store_unavailable';
}

async function isRevokedBySite(jkt: string, { isRevoked, storeTimeoutMs }: Settings): Promise<unknown> {
  return isRevoked ? ask(() => isRevoked(jkt), storeTimeoutMs) : false;
}

async function findRetired(jkt: string, { ledger, storeTimeoutMs }: Settings): Promise<unknown> {
  return ledger ? ask(() => ledger.find(jkt), storeTimeoutMs) : null;
}

/**
 * A key that was rotated a moment ago still counts as its successor, because verdicts of other tabs are on
 * their way.
 */
function isInGrace(retired: unknown, successor: string, now: number): boolean {
  return isRetired(retired) && retired.successor === successor && now < retired.from;
}

function isRetired(value: unknown): value is Retired {
  return typeof value === 'object' && value !== null && 'from' in value && Number.isFinite(value.from);
}
