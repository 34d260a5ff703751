import type { Database } from './stores.ts';

const PGLITE = 'pglite:';

/**
 * Opens `postgres://…`, or `pglite:` with a folder, or without one in memory. Drivers are loaded when they
 * are needed.
 */
export async function openDatabase(url: string): Promise<Database> {
  return url.startsWith(PGLITE)
    ? (await import('./pglite.ts')).openPglite(url.slice(PGLITE.length))
    : (await import('./postgres.ts')).openPostgres(url);
}
