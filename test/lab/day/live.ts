import { memoryCounters, memoryRecords } from 'tellsign/decide';
import { createSeedDecider } from '../../../demo/seed/decider.ts';
import { seedDay } from '../../../demo/seed/seed.ts';

/** The demo's seeded day in memory, which ends at this time. */
export async function liveDay(nowMs: number) {
  const clock = { ms: nowMs };
  const records = memoryRecords({ now: () => clock.ms });
  const decider = await createSeedDecider({ records, counters: memoryCounters(), clock });
  const seeded = await seedDay({ decider, records, clock, nowMs });
  return { nowMs, records, decider, seeded };
}
