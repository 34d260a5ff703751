import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Reviewer } from 'tellsign/decide';

/** Who works in this shop. Choosing a name stands for an account; one password is everybody's. */
export const PEOPLE = {
  mara: { id: 'Mara', roles: ['read', 'label', 'publish'], does: 'answers cases, and owns the rules' },
  jonas: { id: 'Jonas', roles: ['read', 'label'], does: 'answers cases' },
  guest: { id: 'Guest', roles: ['read'], does: 'looks, and changes nothing' },
} as const satisfies Record<string, Reviewer & { readonly does: string }>;

/** Chosen: a working day. */
const SESSION_MS = 12 * 3_600_000;
/** Chosen: more than a shop's people have browsers; the oldest goes first. */
const MAX_SESSIONS = 100;

export interface Login {
  /** A new session's id; null where name or password is wrong. */
  signIn(name: string, password: string): string | null;
  reviewerOf(session: string | undefined): Reviewer | null;
}

/** The shop's login in this process's memory: a demonstration of what a site has already. */
export function createLogin(password: string, now: () => number = Date.now): Login {
  const sessions = new Map<string, { readonly reviewer: Reviewer; readonly untilMs: number }>();
  return {
    signIn(name, given) {
      const person = Object.entries(PEOPLE).find(([known]) => known === name)?.[1];
      if (!isEqual(given, password) || !person) return null;
      const [oldest] = sessions.keys();
      if (sessions.size >= MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      const id = randomUUID();
      const { id: who, roles } = person;
      sessions.set(id, { reviewer: { id: who, roles }, untilMs: now() + SESSION_MS });
      return id;
    },
    reviewerOf(id = '') {
      const session = sessions.get(id);
      return session && session.untilMs > now() ? session.reviewer : null;
    },
  };
}

/** Takes the same time wherever two texts differ. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
