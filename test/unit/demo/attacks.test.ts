import { describe, expect, it, vi } from 'vitest';
import { createSessions } from '../../../demo/shop/session.ts';
import { CUSTOMER, openShop } from './shop.ts';
import { accepted } from './verdicts.ts';

const PAID = { ...CUSTOMER, 'tellsign-token': 't' };
const codeIn = (text: string): string => /id="sent">(\d{6})</.exec(text)?.[1] ?? '';
const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

/** A gate that somebody waits at. */
function gate() {
  let open: () => void = () => undefined;
  let reach: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const pass = () => {
    reach();
    return opened;
  };
  return { pass, reached, open };
}

describe('an attack on the shop', () => {
  it('that changes the basket while the body is held back has the new one verified (row 1)', async () => {
    const { visit, hold, requests } = await openShop(accepted());
    await visit('/checkout');
    const { answered, release } = hold('/pay', PAID);
    await visit('/cart', { sku: 'pour-over-oat', pieces: '8' });
    release();
    const { headers } = await answered;
    expect(requests[0]?.tx?.amount).toBe('61200');
    expect((await visit(headers.get('location') ?? '')).text).toContain('€612.00');
  });

  it('that changes the basket while the verdict is verified orders nothing (row 1)', async () => {
    const { pass, reached, open } = gate();
    const { visit, hold, entries, requests } = await openShop(accepted(), pass);
    await visit('/checkout');
    const { answered, release } = hold('/pay', PAID);
    release();
    await reached;
    await visit('/cart', { sku: 'pour-over-oat', pieces: '8' });
    open();
    const answer = await answered;
    expect([answer.status, requests[0]?.tx?.amount, entries[0]?.decision]).toEqual([409, '7290', 'retry']);
    expect(await answer.text()).toContain('Your basket changed');
  });

  it('that changes the basket while it is decided on orders nothing (row 1)', async () => {
    const { pass, reached, open } = gate();
    const { visit, hold, entries } = await openShop(accepted(), undefined, { deciding: pass });
    await visit('/checkout');
    const { answered, release } = hold('/pay', PAID);
    release();
    await reached;
    await visit('/cart', { sku: 'pour-over-oat', pieces: '8' });
    open();
    const answer = await answered;
    expect([answer.status, entries[0]?.decision]).toEqual([409, 'retry']);
    expect(await answer.text()).toContain('Your basket changed');
  });

  it('with ten decisions at once makes one order of one basket, and one decision (row 1)', async () => {
    const { pass, open } = gate();
    const { visit, hold, entries, decided } = await openShop(accepted(), undefined, { deciding: pass });
    await visit('/checkout');
    const presses = Array.from({ length: 10 }, () => hold('/pay', PAID));
    for (const { release } of presses) release();
    await vi.waitUntil(() => decided.length === 10);
    open();
    const answers = await Promise.all(presses.map(({ answered }) => answered));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, ...new Array(9).fill(409)]);
    expect(new Set(decided.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(entries).toHaveLength(10);
  });

  it('with ten verdicts at once makes one order of one basket (row 1)', async () => {
    const { pass, open } = gate();
    const { visit, hold, entries } = await openShop(accepted(), pass);
    await visit('/checkout');
    const presses = Array.from({ length: 10 }, () => hold('/pay', PAID));
    for (const { release } of presses) release();
    open();
    const answers = await Promise.all(presses.map(({ answered }) => answered));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, ...new Array(9).fill(409)]);
    expect(entries).toHaveLength(10);
  });

  it('with a better verdict while a code is asked for is asked for a code again, and orders once', async () => {
    let level: 'medium' | 'low' = 'medium';
    const answer = Object.defineProperty(accepted(), 'level', { get: () => level, enumerable: true });
    const { visit, decided, entries } = await openShop(answer);
    await visit('/checkout');
    await visit('/pay', PAID);
    level = 'low';
    expect((await visit('/pay', PAID)).to).toBe('/verify');
    expect(decided[1]?.idempotencyKey).toBe(decided[0]?.idempotencyKey);
    const code = codeIn((await visit('/verify')).text);
    expect((await visit('/verify', { code })).to).toMatch(/^\/order\//);
    expect((await visit('/verify', { code })).to).toBe('/cart');
    expect((await visit('/pay', PAID)).status).toBe(409);
    expect(entries.map(({ decision }) => decision)).toEqual(['challenge', 'challenge', 'retry']);
  });

  it('by another device in the visitor’s session is not made known by the code that the visitor passes', async () => {
    let jkt = 'thief';
    const key = { get: () => ({ jkt, bound: false, ephemeral: false }), enumerable: true };
    const { visit, decisions, labels } = await openShop(
      Object.defineProperty(accepted({ level: 'medium' }), 'key', key),
    );
    await visit('/checkout');
    await visit('/pay', PAID);
    jkt = 'visitor';
    await visit('/pay', PAID);
    await visit('/verify', { code: codeIn((await visit('/verify')).text) });
    expect(decisions).toHaveLength(2);
    expect(labels.map(([id]) => id)).toEqual([decisions[1]?.id]);
    expect(decisions[1]?.id).not.toBe(decisions[0]?.id);
  });

  it('that changes the basket after the code was sent orders nothing for the old one', async () => {
    const { visit } = await openShop(accepted({ level: 'medium' }));
    await visit('/checkout');
    await visit('/pay', PAID);
    const code = codeIn((await visit('/verify')).text);
    await visit('/cart', { sku: 'mug-moss', pieces: '9' });
    const changed = await visit('/verify', { code });
    expect([changed.status, changed.text.includes('Your basket has changed')]).toEqual([409, true]);
  });

  it('with sixty codes opened at once has five tries (row 13)', async () => {
    const { visit, hold } = await openShop();
    await visit('/checkout');
    await visit('/pay', CUSTOMER);
    const code = codeIn((await visit('/verify')).text);
    const guesses = Array.from({ length: 60 }, (_, index) =>
      hold('/verify', { code: index < 59 ? wrong(code) : code }),
    );
    const places: (string | null)[] = [];
    for (const { answered, release } of guesses) {
      release();
      places.push((await answered).headers.get('location'));
    }
    expect(places.filter((place) => place?.startsWith('/order/'))).toEqual([]);
    expect(places.filter((place) => place === null)).toHaveLength(5);
  });

  it('with one code after the other gets fifteen guesses in all, then a person', async () => {
    const { visit, entries } = await openShop();
    await visit('/checkout');
    let guesses = 0;
    for (let order = 0; order < 10; order++) {
      await visit('/pay', CUSTOMER);
      if (entries.at(-1)?.decision !== 'challenge') break;
      // One try is left each time, so that the code is never called spent.
      for (let tries = 0; tries < 4; tries++, guesses++) await visit('/verify', { code: 'x' });
    }
    expect([guesses, entries.at(-1)?.decision]).toEqual([16, 'review']);
  });

  it('with 10,001 requests without a cookie leaves the sessions of guests alone', async () => {
    const sessions = createSessions(() => 0);
    const { id } = sessions.open(undefined);
    sessions.open(id);
    const newcomer = sessions.open(undefined);
    for (let count = 0; count < 10_001; count++) sessions.open(undefined);
    expect(sessions.open(id).id).toBe(id);
    expect(sessions.open(newcomer.id).id).not.toBe(newcomer.id);
  });

  it.each(['/cart', '/cart/pieces', '/pay', '/verify', '/tellsign/nonce'])(
    'by a form of another site to %s does not give the visitor a new session',
    async (path) => {
      const { app } = await openShop();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' };
      const answer = await app.request(path, { method: 'POST', body: 'pieces=1', headers });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    },
  );

  it.each(['https://evil.example', 'null', 'https://sub.localhost'])(
    'by a form of %s in a browser that tells no more does not give the visitor a new session',
    async (origin) => {
      const { app } = await openShop();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
      const answer = await app.request('/cart', { method: 'POST', body: 'pieces=1', headers });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    },
  );

  it.each(['http://localhost', 'https://localhost'])('is not what a form of %s is', async (origin) => {
    const { app } = await openShop();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
    expect((await app.request('/cart', { method: 'POST', body: 'pieces=1', headers })).status).toBe(303);
  });

  it('is not what a link from another site is', async () => {
    const { app } = await openShop();
    expect((await app.request('/', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200);
  });

  it('from a page of another site gets no nonce and no cookie', async () => {
    const { app } = await openShop();
    const body = '{"op":"checkout"}';
    for (const [headers, status] of [
      [{ 'content-type': 'text/plain' }, 415],
      [{ 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, 403],
      [{ 'content-type': 'application/json', origin: 'https://evil.example' }, 403],
    ] as const) {
      const answer = await app.request('/tellsign/nonce', { method: 'POST', body, headers });
      expect([answer.status, answer.headers.getSetCookie().join().includes('__Host-vrd')]).toEqual([
        status,
        false,
      ]);
    }
  });
});
