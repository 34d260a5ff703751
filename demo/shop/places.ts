import type { Place } from 'tellsign/decide';
import type { Verification } from 'tellsign/server';
import type { Order } from './order.ts';

/**
 * Where accounts were seen last, by the orders that were placed. The decider has its own memory; this one is
 * for the page that says from where to where somebody moved.
 */
export interface Places {
  /** The account's last place under this verdict's key, else under any key. */
  last(email: string, verdict: Verification): Place | null;
  keep(order: Order): void;
}

/** Chosen: as many as there are sessions. */
const MAX_PLACES = 10_000;
/** Networks whose place is that of their users: the decider remembers only theirs. */
const STANDING: readonly string[] = ['residential', 'unknown'];

export function createPlaces(): Places {
  const places = new Map<string, Place>();
  const namesOf = (email: string, verdict: Verification) => [
    JSON.stringify([email.toLowerCase(), verdict.ok ? verdict.key.jkt : null]),
    JSON.stringify([email.toLowerCase(), null]),
  ];
  return {
    last(email, verdict) {
      const name = namesOf(email, verdict).find((each) => places.has(each));
      return name === undefined ? null : (places.get(name) ?? null);
    },
    keep({ email, verdict, decision, journey: { to } }) {
      if (to === null || !STANDING.includes(decision.facts.network.kind)) return;
      for (const name of namesOf(email, verdict)) {
        // A map keeps the order of insertion: deleting first makes it the order of the last visit.
        places.delete(name);
        places.set(name, to);
      }
      for (const oldest of places.keys()) {
        if (places.size <= MAX_PLACES) break;
        places.delete(oldest);
      }
    },
  };
}
