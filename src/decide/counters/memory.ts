import type { Measure, Window } from '../policy/variables.ts';
import { bucketOf, isWithin, MOST_DISTINCT, WIDTHS } from './buckets.ts';
import type { CountedAttempt, Counters, Tally } from './counters.ts';

export interface MemoryCountersOptions {
  /**
   * Most entities held at once, some kilobyte each; the one that was counted the longest ago goes first.
   * @default 100_000
   */
  readonly maxEntities?: number | undefined;
}

/** Counters in this process's memory: for one process, and for tests. Lost on restart. */
export function memoryCounters({ maxEntities = 100_000 }: MemoryCountersOptions = {}): Counters {
  const entities = new Map<string, Series>();
  return {
    async count(attempt) {
      const tallies = Object.entries(attempt.entities).map(([entity, id]) => {
        const name = `${entity}:${id}`;
        const series = entities.get(name) ?? { minutes: new Map(), tens: new Map() };
        // A map keeps the order of insertion: deleting first makes it the order of the last count.
        entities.delete(name);
        entities.set(name, series);
        add(series, attempt);
        return [entity, read(series, attempt.atMs)];
      });
      for (const oldest of entities.keys()) {
        if (entities.size <= maxEntities) break;
        entities.delete(oldest);
      }
      return Object.fromEntries(tallies);
    },
  };
}

interface Bucket {
  attempts: number;
  refused: number;
  amount: number;
  /** Up to one more than is counted exactly. */
  readonly accounts: Set<string>;
  readonly cards: Set<string>;
}
type Buckets = Map<number, Bucket>;
interface Series {
  readonly minutes: Buckets;
  readonly tens: Buckets;
}

function add({ minutes, tens }: Series, attempt: CountedAttempt): void {
  addTo(minutes, '1h', attempt);
  addTo(tens, '1d', attempt);
}

function addTo(
  buckets: Buckets,
  longest: Window,
  { atMs, isRefused, amount, account, card }: CountedAttempt,
) {
  for (const old of buckets.keys()) if (!isWithin(old, longest, atMs)) buckets.delete(old);
  const at = bucketOf(atMs, WIDTHS[longest]);
  const bucket = buckets.get(at) ?? {
    attempts: 0,
    refused: 0,
    amount: 0,
    accounts: new Set<string>(),
    cards: new Set<string>(),
  };
  buckets.set(at, bucket);
  bucket.attempts++;
  bucket.amount += amount;
  if (isRefused) bucket.refused++;
  if (account !== null && bucket.accounts.size <= MOST_DISTINCT) bucket.accounts.add(account);
  if (card !== null && bucket.cards.size <= MOST_DISTINCT) bucket.cards.add(card);
}

const read = ({ minutes, tens }: Series, nowMs: number): Tally => ({
  '10m': sum(minutes, '10m', nowMs),
  '1h': sum(minutes, '1h', nowMs),
  '1d': sum(tens, '1d', nowMs),
});

function sum(buckets: Buckets, window: Window, nowMs: number): Readonly<Record<Measure, number>> {
  const total = { attempts: 0, refused: 0, amount: 0 };
  const accounts = new Set<string>();
  const cards = new Set<string>();
  for (const [at, bucket] of buckets) {
    if (!isWithin(at, window, nowMs)) continue;
    total.attempts += bucket.attempts;
    total.refused += bucket.refused;
    total.amount += bucket.amount;
    for (const account of bucket.accounts) accounts.add(account);
    for (const card of bucket.cards) cards.add(card);
  }
  const most = MOST_DISTINCT + 1;
  return { ...total, accounts: Math.min(accounts.size, most), cards: Math.min(cards.size, most) };
}
