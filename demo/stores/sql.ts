import {
  ledgerTable,
  nearDuplicateTable,
  replayTable,
  type SqlClient,
  type SqlTableOptions,
  sqlLedger,
  sqlNearDuplicates,
  sqlReplay,
} from 'tellsign/server/stores';
import type { Stores } from './stores.ts';

/** All three in one database. Their tables are made, or brought up to date, at every start. */
export async function sqlStores(client: SqlClient, options: SqlTableOptions = {}): Promise<Stores> {
  for (const statement of [replayTable(), ledgerTable(), nearDuplicateTable()]) await client.query(statement);
  return {
    replay: sqlReplay(client, options),
    ledger: sqlLedger(client, options),
    nearDuplicates: sqlNearDuplicates(client, options),
  };
}
