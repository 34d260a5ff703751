import type { NearDuplicateStore } from './near-duplicates.ts';

/** The probe's entries end after this. Chosen: a probe takes milliseconds, a slow store a second. */
const TTL_MS = 10_000;

/**
 * Asks a store of near-duplicates at start-up whether it finds what was filed, under any of its bands. Its
 * entries are random names that end after ten seconds.
 *
 * @throws Error naming what it did instead; whatever the store throws
 */
export async function probeNearDuplicates(store: NearDuplicateStore): Promise<void> {
  const bands = Array.from({ length: 8 }, (_, at) => `probe:${at}:${crypto.randomUUID()}`);
  const before: unknown = await store.file(bands, 'probe.first', TTL_MS);
  if (!Array.isArray(before) || before.length > 0)
    throw new Error('probeNearDuplicates: something lay where nobody has filed');
  for (const band of bands) {
    const found: unknown = await store.file([band], 'probe.second', TTL_MS);
    if (!Array.isArray(found) || !found.includes('probe.first'))
      throw new Error('probeNearDuplicates: what was filed is not found');
  }
}
