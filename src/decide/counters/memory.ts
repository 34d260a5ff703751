import { type Measure, WINDOWS, type Window } from '../policy/variables.ts';
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
        const series = entities.get(name) ?? createSeries();
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
    async erase({ account, card, key }) {
      for (const [entity, id] of Object.entries({ account, card, key }))
        if (id !== undefined) entities.delete(`${entity}:${id}`);
      for (const { accounts, cards } of entities.values()) {
        if (account !== undefined) accounts.delete(account);
        if (card !== undefined) cards.delete(card);
      }
    },
  };
}

interface Bucket {
  attempts: number;
  refused: number;
  amount: number;
}
type Buckets = Map<number, Bucket>;
/** When a name was seen last, the newest at the end. */
type Recent = Map<string, number>;
interface Series {
  readonly minutes: Buckets;
  readonly tens: Buckets;
  readonly accounts: Recent;
  readonly cards: Recent;
}

const createSeries = (): Series => ({
  minutes: new Map(),
  tens: new Map(),
  accounts: new Map(),
  cards: new Map(),
});

function add({ minutes, tens, accounts, cards }: Series, attempt: CountedAttempt): void {
  addTo(minutes, '1h', attempt);
  addTo(tens, '1d', attempt);
  touch(accounts, attempt.account, attempt.atMs);
  touch(cards, attempt.card, attempt.atMs);
}

function addTo(buckets: Buckets, longest: Window, { atMs, isRefused, amount }: CountedAttempt): void {
  for (const old of buckets.keys()) if (!isWithin(old, longest, atMs)) buckets.delete(old);
  const at = bucketOf(atMs, WIDTHS[longest]);
  const bucket = buckets.get(at) ?? { attempts: 0, refused: 0, amount: 0 };
  buckets.set(at, bucket);
  bucket.attempts++;
  bucket.amount += amount;
  if (isRefused) bucket.refused++;
}

/** One more than is counted exactly is kept: the newest ones are those of every window. */
function touch(recent: Recent, name: string | null, atMs: number): void {
  if (name === null) return;
  recent.delete(name);
  recent.set(name, atMs);
  const [oldest] = recent.keys();
  if (recent.size > MOST_DISTINCT + 1 && oldest !== undefined) recent.delete(oldest);
}

const read = (series: Series, nowMs: number): Tally => ({
  '10m': sum(series, series.minutes, { window: '10m', nowMs }),
  '1h': sum(series, series.minutes, { window: '1h', nowMs }),
  '1d': sum(series, series.tens, { window: '1d', nowMs }),
});

function sum(
  { accounts, cards }: Series,
  buckets: Buckets,
  { window, nowMs }: { readonly window: Window; readonly nowMs: number },
): Readonly<Record<Measure, number>> {
  const total = { attempts: 0, refused: 0, amount: 0 };
  for (const [at, bucket] of buckets) {
    if (!isWithin(at, window, nowMs)) continue;
    total.attempts += bucket.attempts;
    total.refused += bucket.refused;
    total.amount += bucket.amount;
  }
  const countOf = (recent: Recent) => {
    let count = 0;
    for (const atMs of recent.values()) if (nowMs - atMs < WINDOWS[window]) count++;
    return count;
  };
  return { ...total, accounts: countOf(accounts), cards: countOf(cards) };
}
