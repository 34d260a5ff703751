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

/** All three in one database; their tables are made when they are not there. */
export async function sqlStores(client: SqlClient, options: SqlTableOptions = {}): Promise<Stores> {
  for (const statement of [replayTable(), ledgerTable(), nearDuplicateTable()]) await client.query(statement);
  return {
    replay: sqlReplay(client, options),
    ledger: sqlLedger(client, options),
    nearDuplicates: sqlNearDuplicates(client, options),
  };
}
