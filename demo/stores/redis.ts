import { createClient } from 'redis';
import { type Counters, redisCounters } from 'tellsign/decide';
import { redisLedger, redisNearDuplicates, redisReplay } from 'tellsign/server/stores';
import type { Stores } from './stores.ts';

/** The client fails at once while the server is away, so that no checkout waits, and comes back by itself. */
export async function openRedis(url: string): Promise<{ stores: Stores; counters: Counters }> {
  const client = createClient({ url, disableOfflineQueue: true });
  client.on('error', (error: Error) => console.warn(`shop: Redis says ${error.message}`));
  await client.connect();
  const stores = {
    replay: redisReplay(client),
    ledger: redisLedger(client),
    nearDuplicates: redisNearDuplicates(client),
  };
  return { stores, counters: redisCounters(client) };
}
