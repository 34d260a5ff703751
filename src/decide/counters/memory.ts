import { ENTITIES, type Entity, type Measure, WINDOWS, type Window } from '../policy/variables.ts';
import { bucketOf, isWithin, MOST_DISTINCT, WIDTHS } from './buckets.ts';
import type { CountedAttempt, Counters, Tally } from './counters.ts';

export interface MemoryCountersOptions {
  /**
   * Most entities held at once, some kilobyte each; those that were counted the longest ago go first.
   * @default 100_000
   */
  readonly maxEntities?: number | undefined;
}

/** Counters in this process's memory: for one process, and for tests. Lost on restart. */
export function memoryCounters({ maxEntities = 100_000 }: MemoryCountersOptions = {}): Counters {
  const entities = new Map<string, Series>();
  let counted = 0;
  return {
    // Not asynchronous: a decision that waits for nothing needs no timer.
    count(attempt) {
      const tallies: { [Name in Entity]?: Tally } = {};
      for (const entity of ENTITY_NAMES) {
        const id = attempt.entities[entity];
        if (id === undefined) continue;
        const name = `${entity}:${id}`;
        const series = entities.get(name) ?? createSeries();
        counted++;
        // A map keeps the order of insertion, so an entity that was deleted and set again is the newest.
        if (counted - series.movedAt > maxEntities / MOVES) {
          series.movedAt = counted;
          entities.delete(name);
          entities.set(name, series);
        }
        add(series, attempt);
        tallies[entity] = read(series, attempt.atMs);
      }
      for (const oldest of entities.keys()) {
        if (entities.size <= maxEntities) break;
        entities.delete(oldest);
      }
      return tallies;
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

/**
 * An entity becomes the newest at most so often while `maxEntities` others are counted: each time would cost
 * more than counting. The oldest eighth is therefore in no exact order. Chosen: hardly ever noticed.
 */
const MOVES = 8;

const ENTITY_NAMES = Object.keys(ENTITIES) as readonly Entity[];

interface Bucket {
  readonly at: number;
  attempts: number;
  refused: number;
  amount: number;
}
/** The oldest first: an entity has 145 at the most, and nearly always one or two. */
type Buckets = Bucket[];
/** When a name was seen last. */
type Recent = Map<string, number>;
interface Series {
  readonly minutes: Buckets;
  readonly tens: Buckets;
  readonly accounts: Recent;
  readonly cards: Recent;
  /** Number of the count that moved it to the end of all. */
  movedAt: number;
}

const createSeries = (): Series => ({
  minutes: [],
  tens: [],
  accounts: new Map(),
  cards: new Map(),
  movedAt: Number.NEGATIVE_INFINITY,
});

function add({ minutes, tens, accounts, cards }: Series, attempt: CountedAttempt): void {
  addTo(minutes, '1h', attempt);
  addTo(tens, '1d', attempt);
  touch(accounts, attempt.account, attempt.atMs);
  touch(cards, attempt.card, attempt.atMs);
}

function addTo(buckets: Buckets, longest: Window, { atMs, isRefused, amount }: CountedAttempt): void {
  let oldest = buckets[0];
  while (oldest && !isWithin(oldest.at, longest, atMs)) {
    buckets.shift();
    oldest = buckets[0];
  }
  const bucket = findBucket(buckets, bucketOf(atMs, WIDTHS[longest]));
  bucket.attempts++;
  bucket.amount += amount;
  if (isRefused) bucket.refused++;
}

/** The newest one, unless the clock was set back. */
function findBucket(buckets: Buckets, at: number): Bucket {
  let place = buckets.length;
  for (let before = buckets[place - 1]; before && before.at >= at; before = buckets[place - 1]) {
    if (before.at === at) return before;
    place--;
  }
  const bucket = { at, attempts: 0, refused: 0, amount: 0 };
  buckets.splice(place, 0, bucket);
  return bucket;
}

/** One more than is counted exactly is kept: the newest ones are those of every window. */
function touch(recent: Recent, name: string | null, atMs: number): void {
  if (name === null) return;
  recent.set(name, atMs);
  if (recent.size <= MOST_DISTINCT + 1) return;
  let [oldest, oldestMs] = [name, atMs];
  for (const [other, otherMs] of recent) if (otherMs < oldestMs) [oldest, oldestMs] = [other, otherMs];
  recent.delete(oldest);
}

/** Counts of one window that are being made. */
type Count = Record<Measure, number>;
const createCount = (): Count => ({ attempts: 0, refused: 0, accounts: 0, cards: 0, amount: 0 });

function read({ minutes, tens, accounts, cards }: Series, nowMs: number): Tally {
  const tally = { '10m': createCount(), '1h': createCount(), '1d': createCount() };
  for (const bucket of minutes) {
    if (isWithin(bucket.at, '10m', nowMs)) addBucket(tally['10m'], bucket);
    if (isWithin(bucket.at, '1h', nowMs)) addBucket(tally['1h'], bucket);
  }
  for (const bucket of tens) if (isWithin(bucket.at, '1d', nowMs)) addBucket(tally['1d'], bucket);
  for (const atMs of accounts.values()) addName(tally, 'accounts', nowMs - atMs);
  for (const atMs of cards.values()) addName(tally, 'cards', nowMs - atMs);
  return tally;
}

function addBucket(count: Count, { attempts, refused, amount }: Bucket): void {
  count.attempts += attempts;
  count.refused += refused;
  count.amount += amount;
}

function addName(tally: Record<Window, Count>, measure: 'accounts' | 'cards', ageMs: number): void {
  if (ageMs < WINDOWS['10m']) tally['10m'][measure]++;
  if (ageMs < WINDOWS['1h']) tally['1h'][measure]++;
  if (ageMs < WINDOWS['1d']) tally['1d'][measure]++;
}
