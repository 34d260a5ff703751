import { type Records, recordsTables, sqlRecords } from 'tellsign/decide';
import {
  ledgerTable,
  nearDuplicateTable,
  replayTable,
  sqlLedger,
  sqlNearDuplicates,
  sqlReplay,
} from 'tellsign/server/stores';
import type { Database, Stores } from './stores.ts';

/** The verifier's three stores in one database; their tables are made, or brought up to date. */
export async function sqlStores({ client, sharing }: Database): Promise<Stores> {
  for (const statement of [replayTable(), ledgerTable(), nearDuplicateTable()]) await client.query(statement);
  return {
    replay: sqlReplay(client, sharing),
    ledger: sqlLedger(client, sharing),
    nearDuplicates: sqlNearDuplicates(client, sharing),
  };
}

/**
 * The decider's records; their tables are made, or brought up to date.
 *
 * @param now clock, epoch milliseconds
 */
export async function openRecords(
  { client, sharing }: Database,
  now: () => number = Date.now,
): Promise<Records> {
  await client.query(recordsTables());
  return sqlRecords(client, { ...sharing, now });
}
