import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openVisit, type Visit } from './browser.ts';
import { goToCheckout } from './checkout.ts';
import { openShop, type Shop } from './shop.ts';

/** A shop for one `describe`, started before its tests and stopped after them. */
export function useShop(environment: Readonly<Record<string, string>> = {}): { readonly current: Shop } {
  const running: { current?: Shop } = {};
  beforeAll(async () => {
    running.current = await openShop(environment);
  });
  afterAll(() => running.current?.stop());
  return {
    get current() {
      if (!running.current) throw new Error('the shop has not started');
      return running.current;
    },
  };
}

/** Opens the checkout after `prepare` had its way with the page, and closes the browser afterwards. */
export async function atCheckout<T>(
  shop: Shop,
  prepare: (page: Page) => Promise<unknown>,
  act: (visit: Visit) => Promise<T>,
): Promise<T> {
  const visit = await openVisit();
  try {
    await prepare(visit.page);
    await goToCheckout(visit.page, shop);
    return await act(visit);
  } finally {
    await visit.close();
  }
}
