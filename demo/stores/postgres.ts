import pg from 'pg';
import { sqlStores } from './sql.ts';
import type { Stores } from './stores.ts';

/** A pool of connections. One that breaks while nobody uses it is replaced and reported on stderr. */
export async function openPostgres(url: string): Promise<Stores> {
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', (error) => console.warn(`shop: the database says ${error.message}`));
  return sqlStores(pool);
}
