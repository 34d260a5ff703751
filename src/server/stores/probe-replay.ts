import type { ReplayStore } from './replay.ts';

/** As many callers as race for the probe's key. Chosen: enough to meet in a store that reads, then writes. */
const RACERS = 20;
/** The probe's entries end after this. Chosen: a probe takes milliseconds, a slow store a second. */
const TTL_MS = 10_000;

/**
 * Asks a store at start-up whether it does what it promises: of twenty that race for a new key one gets null,
 * and the others and a later one get what that one wrote. This finds a proxy that drops `NX`, a cache in
 * between, or an eventually consistent store near enough to be caught. It cannot find what a failover will
 * lose.
 *
 * @throws Error naming what it did instead; whatever the store throws
 * @example await probeReplay(store); // before the first checkout
 */
export async function probeReplay(store: ReplayStore): Promise<void> {
  const key = `vrd:probe:${crypto.randomUUID()}`;
  const values = Array.from({ length: RACERS }, (_, index) => `probe.${index}`);
  const answers: unknown[] = await Promise.all(values.map((value) => store.consume(key, value, TTL_MS)));
  const first = answers.indexOf(null);
  if (first < 0) throw new Error('probeReplay: nobody was told that the key was free');
  if (answers.lastIndexOf(null) !== first)
    throw new Error('probeReplay: two callers were told that the key was free');
  const others = answers.filter((_, index) => index !== first);
  const later: unknown = await store.consume(key, 'probe.later', TTL_MS);
  const found: unknown = store.find ? await store.find(key) : later;
  if ([...others, later, found].some((answer) => answer !== values[first]))
    throw new Error('probeReplay: the value that was kept is not the one that was answered');
}
