import { createStore, delMany, get, update } from 'idb-keyval';

/** Where the worker keeps things in the visitor's browser. */
export const DATABASE = 'tellsign';
export const STORE = 'keys';
/** The device key. */
export const KEY_RECORD = 'device';
/** Which releases of a site's own model are too old by what this browser has seen. */
export const FLOORS_RECORD = 'floors';

/** The worker's records in IndexedDB. Whatever is read may have been written by other scripts of the page. */
export interface Stored {
  get(record: string): Promise<unknown>;
  /** Reads and writes in one transaction: of two tabs the later one sees what the earlier one wrote. */
  update(record: string, change: (old: unknown) => unknown): Promise<void>;
  delete(...records: readonly string[]): Promise<void>;
}

/** Opens the database. Throws, or its calls reject, where the browser refuses storage. */
export function openStored(): Stored {
  const store = createStore(DATABASE, STORE);
  return {
    get: (record) => get<unknown>(record, store),
    update: (record, change) => update<unknown>(record, change, store),
    delete: (...records) => delMany([...records], store),
  };
}
