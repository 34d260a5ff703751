import { fileURLToPath } from 'node:url';
import { memoryCounters } from 'tellsign/decide';
import { openDatabase } from '../stores/database.ts';
import { memoryStores, type OpenStores } from '../stores/index.ts';
import { openRecords } from '../stores/sql.ts';
import { createSeedDecider } from './decider.ts';
import { openDayFolder } from './folder.ts';
import { seedDay } from './seed.ts';

/** In the tree, beside other files that git ignores. */
export const SEED_FOLDER: string = fileURLToPath(new URL('../../.tmp/seed-day', import.meta.url));

/** Chosen: often enough to see that it goes on. */
const TOLD_EVERY_MS = 1000;

/**
 * Opens the seeded day in a database of its own in the folder, and fills it where there is none yet. What
 * people answered in it stays for half a day, then a new day begins.
 *
 * @throws FolderInUse where another process has the folder
 */
export async function openSeedDay(folder: string, nowMs: number): Promise<OpenStores> {
  const { database: path, kept, keep } = openDayFolder(folder, nowMs);
  const database = await openDatabase(`pglite:${path}`);
  const counters = memoryCounters();
  if (kept === null) {
    const clock = { ms: nowMs };
    const seeding = await openRecords(database, () => clock.ms);
    const decider = await createSeedDecider({ records: seeding, counters, clock });
    const { decisions, alerts } = await seedDay({
      ...{ decider, records: seeding, clock, nowMs },
      onProgress: createProgress(),
    });
    keep(nowMs);
    console.error(`A month and a day were lived: ${decisions} decisions, ${alerts} alerts on the day.`);
  } else console.error(`The day that ended at ${new Date(kept.nowMs).toISOString()} is opened again.`);
  return { stores: memoryStores(), records: await openRecords(database), counters };
}

/** Tells standard error how far it is; over its own line where that is a terminal. */
function createProgress(): (done: number, all: number) => void {
  const end = process.stderr.isTTY ? '\r' : '\n';
  let lastMs = performance.now();
  return (done, all) => {
    if (performance.now() - lastMs < TOLD_EVERY_MS) return;
    lastMs = performance.now();
    process.stderr.write(`Living a month and a day: ${done} of ${all} visits${end}`);
  };
}
