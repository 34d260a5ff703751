import { encodeBase64url } from '../../wire/base64url.ts';
import { netstring } from '../../wire/netstring.ts';
import { sha256 } from '../jws/hash.ts';
import type { Settings } from '../options.ts';
import { ask } from '../stores/ask.ts';
import { type KeyLedger, MEMORY_MS } from '../stores/ledger.ts';
import type { Visitor } from './visitor.ts';

type Remembering = Pick<Settings, 'ledger' | 'audience' | 'storeTimeoutMs'>;

/**
 * A day less than rotations are remembered, so that a session's first key can always be followed to the
 * present one.
 */
const SESSION_MS = MEMORY_MS - 86_400_000;
/**
 * Most rotations that are followed from a session's first key: one a week for as long as the ledger remembers
 * any.
 */
const MAX_ROTATIONS = 5;
/** Name of the ledger's second entry for a session, which says that its binding cookie was sent back. */
const BROUGHT = 'session brought';

/**
 * The key a session is known by (A3): the first one that was bound while the session lasted, which may be the
 * one bound now. Null where none was; undefined, an outage, where the ledger does not say.
 */
export async function recallSessionKey(
  { sid, bound }: Pick<Visitor, 'sid' | 'bound'>,
  { ledger, audience, storeTimeoutMs }: Remembering,
): Promise<string | null | undefined> {
  if (!ledger) return null;
  const session = await sessionId(audience, sid);
  const answer: unknown = await ask(
    () => (bound ? ledger.bind(session, bound.jkt, SESSION_MS) : ledger.boundTo(session)),
    storeTimeoutMs,
  );
  return typeof answer === 'string' || answer === null ? answer : undefined;
}

/**
 * Records that a browser has sent its binding cookie. Until then the cookie of its enrolment may still be on
 * its way. An outage is ignored: the next request records it.
 */
export async function noteBrought(
  { sid, bound }: Pick<Visitor, 'sid' | 'bound'>,
  { ledger, audience, storeTimeoutMs }: Remembering,
): Promise<void> {
  if (!ledger || !bound) return;
  const session = await sessionId(audience, sid, BROUGHT);
  await ask(() => ledger.bind(session, bound.jkt, SESSION_MS), storeTimeoutMs);
}

/** Whether the browser of this session ever sent a binding cookie. An outage counts as yes. */
export async function hasBrought(
  sid: string,
  { ledger, audience, storeTimeoutMs }: Remembering,
): Promise<boolean> {
  const session = await sessionId(audience, sid, BROUGHT);
  return (await ask(async () => ledger?.boundTo(session) ?? null, storeTimeoutMs)) !== null;
}

/** Whether `jkt` is `first`, or was rotated from it. No key is neither. */
export async function isSameOrRotated(
  first: string,
  jkt: string | undefined,
  { ledger, storeTimeoutMs }: Remembering,
): Promise<boolean> {
  if (jkt === undefined) return false;
  let key: string | undefined = first;
  for (let steps = 0; key !== undefined && key !== jkt && steps < MAX_ROTATIONS; steps++) {
    const from: string = key;
    key = (await ask(async () => ledger?.find(from), storeTimeoutMs))?.successor;
  }
  return key === jkt;
}

/** Replaces the session's key by `jkt`, after a passed challenge. */
export async function confirmSessionKey(
  ledger: KeyLedger,
  audience: string,
  { sid, jkt }: { readonly sid: string; readonly jkt: string },
): Promise<void> {
  const sessions = await Promise.all([sessionId(audience, sid), sessionId(audience, sid, BROUGHT)]);
  await Promise.all(sessions.map((session) => ledger.rebind(session, jkt, SESSION_MS)));
}

/** A session id is a secret, so the ledger gets its hash. */
async function sessionId(audience: string, sid: string, use = 'session'): Promise<string> {
  const hash = await sha256(netstring(use, audience, sid));
  return encodeBase64url(hash.subarray(0, 16));
}
