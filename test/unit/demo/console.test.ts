import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { consoleRoutes } from '../../../demo/console/routes.ts';
import { createShopDecider } from '../../../demo/decider.ts';
import { memoryCounters, memoryRecords } from '../../../src/decide/index.ts';

const ORIGIN = 'http://shop.example';
const PASSWORD = 'correct horse';

async function openDesk() {
  const records = memoryRecords();
  const decider = await createShopDecider({
    secret: crypto.getRandomValues(new Uint8Array(32)),
    records,
    counters: memoryCounters(),
  });
  const { policies } = decider;
  const clock = { ms: Date.now() };
  const app = new Hono();
  app.route(
    '/console',
    consoleRoutes({ decider, records, policies, password: PASSWORD, now: () => clock.ms }),
  );
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request(`${ORIGIN}${path}`, { method: 'POST', body: new URLSearchParams(form), headers });
  return {
    app,
    clock,
    post,
    async signIn(name: string) {
      const answer = await post('/console/login', { name, password: PASSWORD });
      return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
  };
}

describe('the login of the console', () => {
  it('stands before every page', async () => {
    const { app } = await openDesk();
    for (const path of ['/console', '/console/policy', '/console/log']) {
      const answer = await app.request(`${ORIGIN}${path}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/console/login']);
    }
    expect((await app.request(`${ORIGIN}/console/login`)).status).toBe(200);
  });

  it('lets in who knows the password, for a day’s work', async () => {
    const { app, clock, signIn } = await openDesk();
    const cookie = await signIn('jonas');
    expect(cookie).toMatch(/^reviewer=[\w-]{36}$/);
    const page = await app.request(`${ORIGIN}/console`, { headers: { cookie: `sid=x; ${cookie}` } });
    expect(await page.text()).toContain('<b>Jonas</b>');
    clock.ms += 13 * 3_600_000;
    expect((await app.request(`${ORIGIN}/console`, { headers: { cookie } })).status).toBe(303);
  });

  it.each([
    ['mara', 'wrong'],
    ['mara', ''],
    ['nobody', PASSWORD],
    ['toString', PASSWORD],
  ])('refuses %s with %j', async (name, password) => {
    const { post } = await openDesk();
    const answer = await post('/console/login', { name, password });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('lets an address wait after five wrong passwords, and no other address', async () => {
    const { app, clock } = await openDesk();
    const from = (address: string, password: string) => {
      const body = new URLSearchParams({ name: 'jonas', password });
      const env = { incoming: { socket: { remoteAddress: address } } };
      return app.request(`${ORIGIN}/console/login`, { method: 'POST', body }, env);
    };
    const statuses = async (times: number, password: string) => {
      const answers = await Promise.all(Array.from({ length: times }, () => from('192.0.2.1', password)));
      return answers.map(({ status }) => status);
    };
    expect(await statuses(4, 'wrong')).toEqual([403, 403, 403, 403]);
    expect(await statuses(1, PASSWORD)).toEqual([303]);
    expect(await statuses(7, 'wrong')).toEqual([403, 403, 403, 403, 403, 429, 429]);
    const refused = await from('192.0.2.1', PASSWORD);
    expect([refused.status, refused.headers.get('set-cookie')]).toEqual([429, null]);
    expect(refused.headers.get('retry-after')).toBe('900');
    expect(await refused.text()).toContain(
      'Too many wrong passwords came from your address. Try again in 15 minutes.',
    );
    expect((await from('192.0.2.2', PASSWORD)).status).toBe(303);
    clock.ms += 15 * 60_000;
    expect((await from('192.0.2.1', PASSWORD)).status).toBe(303);
  });

  it('takes no form of another site', async () => {
    const { post } = await openDesk();
    const form = { name: 'mara', password: PASSWORD };
    const answer = await post('/console/login', form, { 'sec-fetch-site': 'cross-site' });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('gives each person the roles he has', async () => {
    const { post, signIn } = await openDesk();
    const statusOf = async (name: string, path: string) => {
      const cookie = await signIn(name);
      return (await post(path, {}, { cookie, 'sec-fetch-site': 'same-origin' })).status;
    };
    expect(await statusOf('guest', '/console/next')).toBe(403);
    expect(await statusOf('jonas', '/console/next')).toBe(303);
    expect(await statusOf('jonas', '/console/policy')).toBe(403);
    expect(await statusOf('mara', '/console/policy')).toBe(422);
  });
});
