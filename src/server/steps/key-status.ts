import { type Code, OP_ENROL } from '../../contract/protocol.ts';
import { raise } from '../alert.ts';
import type { Settings } from '../options.ts';
import type { Retired } from '../stores/ledger.ts';
import { ask } from '../stores/replay.ts';
import type { Context } from './context.ts';
import type { Visitor } from './visitor.ts';

/**
 * What speaks against a key before anything is proven: another one is bound to this visitor, none is where one must be, or it is
 * denied. For an enrolment, whose very point is another key, only the last.
 */
export async function checkKey(jkt: string, { bound, sid }: Visitor, context: Context): Promise<Code | null> {
  const { expected, settings, now } = context;
  const { action } = expected;
  const retired = await findRetired(jkt, settings);
  if (action !== OP_ENROL && bound && bound.jkt !== jkt && !isInGrace(retired, bound.jkt, now)) {
    const { ageSeconds } = bound;
    const alert = { kind: 'key_mismatch', action, sid, jkt, bound: bound.jkt } as const;
    raise(settings.onAlert, { ...alert, ...(ageSeconds !== undefined && { ageSeconds }) });
    return 'key_mismatch';
  }
  if (!bound && expected.policy.requireBinding) return 'unbound';
  return judgeStanding(retired, jkt, context);
}

/** Whether a key is denied: by the site's own list, or by the ledger. An answer that makes no sense is an outage, and fails closed. */
export async function checkDenied(jkt: string, context: Context): Promise<Code | null> {
  return judgeStanding(await findRetired(jkt, context.settings), jkt, context);
}

async function judgeStanding(
  retired: unknown,
  jkt: string,
  { settings, now }: Context,
): Promise<Code | null> {
  const { isRevoked, storeTimeoutMs } = settings;
  const isListed = isRevoked ? await ask(() => isRevoked(jkt), storeTimeoutMs) : false;
  if (isListed === true || (isRetired(retired) && now >= retired.from)) return 'key_revoked';
  return isListed === false && (retired === null || isRetired(retired)) ? null : 'replay_store_unavailable';
}

async function findRetired(jkt: string, { ledger, storeTimeoutMs }: Settings): Promise<unknown> {
  return ledger ? ask(() => ledger.find(jkt), storeTimeoutMs) : null;
}

/** A key that was rotated a moment ago still speaks for its successor: verdicts of other tabs are on their way. */
function isInGrace(retired: unknown, successor: string, now: number): boolean {
  return isRetired(retired) && retired.successor === successor && now < retired.from;
}

function isRetired(value: unknown): value is Retired {
  return typeof value === 'object' && value !== null && 'from' in value && Number.isFinite(value.from);
}
