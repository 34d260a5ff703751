import type { Page, Request } from 'playwright-core';
import { DATABASE, FLOORS_RECORD, KEY_RECORD, STORE } from '../../../worker/stored.ts';

/** A request that the page or its worker made, as it was sent. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly type: string | undefined;
  readonly body: string;
}

/** What a browser keeps for one origin. */
export interface Kept {
  /** `database/store/key` of every record of IndexedDB. */
  readonly records: readonly string[];
  readonly caches: readonly string[];
  readonly local: readonly string[];
  readonly session: readonly string[];
  readonly cookies: readonly string[];
}

/** Records every request of a browser from now on, its workers' too. */
export function record(page: Page): readonly Sent[] {
  const sent: Sent[] = [];
  page.context().on('request', (request: Request) => {
    const { pathname } = new URL(request.url());
    sent.push({
      method: request.method(),
      path: pathname,
      type: request.headers()['content-type'],
      body: request.postData() ?? '',
    });
  });
  return sent;
}

/** Everything that is kept for the page's origin. A database is opened only if it is there. */
export async function readKept(page: Page): Promise<Kept> {
  const stored = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const records: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const keys = await done(database.transaction(store).objectStore(store).getAllKeys());
        records.push(...keys.map((key) => `${name}/${store}/${String(key)}`));
      }
      database.close();
    }
    return {
      records,
      caches: await caches.keys(),
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
    };
  });
  const cookies = (await page.context().cookies()).map(({ name }) => name);
  return { ...stored, cookies: cookies.sort() };
}

/** The device key's record, as `readKept` names it. */
export const DEVICE_KEY = `${DATABASE}/${STORE}/${KEY_RECORD}`;
/** The record of which releases of a site's own model are too old. */
export const FLOORS = `${DATABASE}/${STORE}/${FLOORS_RECORD}`;
