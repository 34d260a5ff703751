import { findHomes, SIGHTING_MS } from '../facts/homes.ts';
import type { Place } from '../facts/place.ts';
import type { Sighting } from '../facts/travel.ts';
import type { Recalled, RecallQuery } from './records.ts';

/** A visit that counts as the account's own. */
export interface OwnVisit {
  readonly decisionId: string;
  readonly jkt: string | null;
  readonly place: Place | null;
  readonly atMs: number;
  /** Since when it counts. */
  readonly sinceMs: number;
  readonly isKeyKnown: boolean;
}

interface KnownKey {
  readonly sinceMs: number;
  /** The visit that made it known. */
  readonly decisionId: string;
  readonly lastMs: number;
}

interface AccountMemory {
  readonly visits: readonly OwnVisit[];
  readonly keys: Map<string, KnownKey>;
}

export interface Sightings {
  recall(query: RecallQuery): Pick<Recalled, 'from' | 'homes' | 'keySinceMs'>;
  /** The newest place of the account before a time: under this key, else under any. */
  before(account: string, jkt: string | null, atMs: number): OwnVisit | null;
  add(account: string, visit: OwnVisit): void;
  /** Forgets a visit that turned out not to be the account's own. */
  remove(account: string, decisionId: string): void;
  /** The same, where it is no longer known whose visit it was. */
  removeEverywhere(decisionId: string): void;
  erase(account: string): void;
  eraseKey(jkt: string): void;
  /** Forgets places seen before the first time, and keys seen last before the second one. */
  expire(placesMs: number, keysMs: number): void;
}

/** Places and keys of accounts, in this process's memory. Those that are older than 90 days are forgotten. */
export function createSightings(maxAccounts: number): Sightings {
  const accounts = new Map<string, AccountMemory>();

  function store(account: string, memory: AccountMemory): void {
    // A map keeps the order of insertion: deleting first makes it the order of the last visit.
    accounts.delete(account);
    accounts.set(account, memory);
    for (const oldest of accounts.keys()) {
      if (accounts.size <= maxAccounts) break;
      accounts.delete(oldest);
    }
  }

  function remove(account: string, decisionId: string): void {
    const memory = accounts.get(account);
    if (!memory) return;
    const visits = memory.visits.filter((visit) => visit.decisionId !== decisionId);
    for (const [jkt, key] of memory.keys) {
      if (key.decisionId !== decisionId) continue;
      memory.keys.delete(jkt);
      for (const visit of visits.filter((one) => one.jkt === jkt))
        memory.keys.set(jkt, know(memory.keys.get(jkt), visit));
    }
    accounts.set(account, { ...memory, visits });
  }

  return {
    recall({ account, jkt, atMs }) {
      const memory = account === null ? undefined : accounts.get(account);
      if (!memory) return { from: null, homes: [], keySinceMs: null };
      const visits = memory.visits.filter((visit) => atMs - visit.atMs <= SIGHTING_MS);
      const places = visits.flatMap(({ place, ...visit }) => (place ? [{ ...visit, place }] : []));
      const key = jkt === null ? undefined : memory.keys.get(jkt);
      const isRemembered = key !== undefined && atMs - key.lastMs <= SIGHTING_MS && key.sinceMs <= atMs;
      return {
        from: newest(places.filter((visit) => jkt !== null && visit.jkt === jkt)) ?? newest(places),
        homes: findHomes(places),
        keySinceMs: isRemembered ? key.sinceMs : null,
      };
    },
    before(account, jkt, atMs) {
      const earlier = (accounts.get(account)?.visits ?? []).filter((one) => one.place && one.atMs < atMs);
      const last = (visits: readonly OwnVisit[]) => visits.toSorted((a, b) => b.atMs - a.atMs)[0];
      return last(earlier.filter((one) => jkt !== null && one.jkt === jkt)) ?? last(earlier) ?? null;
    },
    add(account, visit) {
      const { visits = [], keys = new Map<string, KnownKey>() } = accounts.get(account) ?? {};
      const kept = visits.filter((one) => visit.atMs - one.atMs <= SIGHTING_MS);
      if (visit.jkt !== null) keys.set(visit.jkt, know(keys.get(visit.jkt), visit));
      store(account, { visits: [...kept, visit], keys });
    },
    remove,
    removeEverywhere(decisionId) {
      for (const [account, { keys }] of accounts)
        if ([...keys.values()].some((key) => key.decisionId === decisionId)) remove(account, decisionId);
    },
    erase(account) {
      accounts.delete(account);
    },
    eraseKey(jkt) {
      for (const [account, { visits, keys }] of accounts) {
        if (!keys.delete(jkt)) continue;
        accounts.set(account, { visits: visits.filter((visit) => visit.jkt !== jkt), keys });
      }
    },
    expire(placesMs, keysMs) {
      for (const [account, { visits, keys }] of accounts) {
        const kept = visits.filter(({ atMs }) => atMs >= placesMs);
        for (const [jkt, { lastMs }] of keys) if (lastMs < keysMs) keys.delete(jkt);
        if (kept.length + keys.size === 0) accounts.delete(account);
        else accounts.set(account, { visits: kept, keys });
      }
    },
  };
}

/** A key with one more visit: the earliest one made it known, unless it was forgotten in between. */
function know(before: KnownKey | undefined, { decisionId, sinceMs, atMs }: OwnVisit): KnownKey {
  const key = before && atMs - before.lastMs <= SIGHTING_MS ? before : undefined;
  const lastMs = Math.max(key?.lastMs ?? 0, atMs);
  return key && key.sinceMs <= sinceMs ? { ...key, lastMs } : { sinceMs, decisionId, lastMs };
}

function newest<V extends Sighting>(visits: readonly V[]): Sighting | null {
  const last = visits.reduce<V | null>((best, one) => (best && best.atMs > one.atMs ? best : one), null);
  return last && { place: last.place, atMs: last.atMs };
}
