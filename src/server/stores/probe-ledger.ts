import type { KeyLedger } from './ledger.ts';

/**
 * As many callers as race for each of the probe's entries. Chosen: enough to meet in a store that reads, then
 * writes.
 */
const RACERS = 20;
/** The probe's entries end after this. Chosen: a probe takes milliseconds, a slow store a second. */
const TTL_MS = 10_000;
/** Long, so that nothing of the count is forgotten while the probe runs. */
const COUNTED_MS = 3_600_000;
/** The probe's moments; only their order matters. */
const [EARLIER, LATER] = [1, 2];

/**
 * Asks a ledger at start-up whether it does what it promises: of twenty that race to follow a key one does, a
 * denial stands, a session keeps its first key until it is given another, a counter keeps the highest, and no
 * verdict is lost in the count. Its entries have random names; the count ends after an hour, the others after
 * ten seconds.
 *
 * @throws Error naming what it did instead; whatever the ledger throws
 * @example await probeLedger(ledger); // before the first checkout
 */
export async function probeLedger(ledger: KeyLedger): Promise<void> {
  const names = Array.from({ length: RACERS }, (_, at) => `probe-${crypto.randomUUID()}-${at}`);
  const [jkt, sid] = [`probe-${crypto.randomUUID()}`, `probe-${crypto.randomUUID()}`];
  await probeSuccession(ledger, jkt, names);
  await probeSession(ledger, sid, names);
  await probeNumbers(ledger, jkt);
}

async function probeSuccession(ledger: KeyLedger, jkt: string, names: readonly string[]): Promise<void> {
  check((await ledger.find(jkt)) === null, 'something was known of a key that nobody has');
  const before = await Promise.all(
    names.map((successor) => ledger.retire(jkt, { from: LATER, successor }, TTL_MS)),
  );
  const first = before.indexOf(null);
  check(first >= 0, 'nobody was told to be the first who follows a key');
  check(before.lastIndexOf(null) === first, 'two keys were told to follow one');
  const others = before.filter((_, at) => at !== first);
  check(
    others.every((entry) => entry?.successor === names[first] && entry?.from === LATER),
    'the entry that was kept is not the one that was answered',
  );
  await ledger.retire(jkt, { from: EARLIER }, TTL_MS);
  const entry = await ledger.find(jkt);
  check(entry?.from === EARLIER, 'a denial was not kept');
  check(entry?.successor === names[first], 'a denied key has lost the key that followed it');
}

async function probeSession(ledger: KeyLedger, sid: string, names: readonly string[]): Promise<void> {
  const before = await Promise.all(names.map((jkt) => ledger.bind(sid, jkt, TTL_MS)));
  const first = before.indexOf(null);
  check(first >= 0 && before.lastIndexOf(null) === first, 'a session has not one first key');
  const others = before.filter((_, at) => at !== first);
  const bound = await ledger.boundTo(sid);
  check(
    [...others, bound].every((jkt) => jkt === names[first]),
    'the key of a session is not the one that was answered',
  );
  await ledger.rebind(sid, 'another', TTL_MS);
  check((await ledger.boundTo(sid)) === 'another', 'the key of a session was not replaced');
}

async function probeNumbers(ledger: KeyLedger, jkt: string): Promise<void> {
  const numbers = Array.from({ length: RACERS }, (_, at) => at + 1);
  const before = await Promise.all(numbers.map((ctr) => ledger.advance(jkt, ctr, TTL_MS)));
  check(before.filter((ctr) => ctr === null).length === 1, 'a counter has not one beginning');
  check((await ledger.advance(jkt, 0, TTL_MS)) === RACERS, 'a counter has not kept the highest number');
  await Promise.all(numbers.map(() => ledger.count(jkt, COUNTED_MS)));
  check((await ledger.count(jkt, COUNTED_MS)) === RACERS + 1, 'a verdict was not counted, or counted twice');
}

function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(`probeLedger: ${message}`);
}
