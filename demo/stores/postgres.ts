import pg from 'pg';
import type { Database } from './stores.ts';

/** A pool of connections. One that breaks while nobody uses it is replaced and reported on stderr. */
export function openPostgres(url: string): Database {
  const client = new pg.Pool({ connectionString: url });
  client.on('error', (error) => console.warn(`shop: the database says ${error.message}`));
  return { client, sharing: {} };
}
