import { afterEach, describe, expect, it } from 'vitest';
import * as forExpress from '../../../../src/server/middleware/express.ts';
import { transactionHash } from '../../../../src/wire/transaction.ts';
import { setup } from '../setup.ts';
import { CHUNK_BYTES, endless } from './endless.ts';
import { type Cart, FRAMEWORKS, type Plan, type Site } from './frameworks.ts';
import { slowReplay } from './slow-replay.ts';

const { forge, request, create } = await setup();
const FIELD = 'tellsign-token';
const KEYS = { nonce: [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }] };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const cartOf = (amount: string): Cart => ({ amount, orders: [] });
const verdictFor = async (amount: string) =>
  forge.token({ claims: { txh: await transactionHash({ amount }) } });

const verdictIn = async (response: Response) => ((await response.json()) as { verdict: string }).verdict;
const BINDING = {
  keys: { ...KEYS, binding: [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }] },
};

/** A body that is held back until somebody lets it go. */
function heldBack(text: string) {
  let release: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      release = () => {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      };
    },
  });
  return { init: { method: 'POST', body, duplex: 'half', headers: FORM } as RequestInit, release };
}

describe.each(FRAMEWORKS)('an attack on the guard for $name', ({ open }) => {
  const sites: Site[] = [];
  afterEach(async () => {
    for (const site of sites.splice(0)) await site.close();
  });

  async function start(plan: Partial<Plan>): Promise<Site> {
    const site = await open({ verifier: create(), noVerdict: 'challenge', expected: request, ...plan });
    sites.push(site);
    return site;
  }

  it('that changes the cart while the body is held back buys nothing (row 1)', async () => {
    const cart = cartOf('7290');
    const site = await start({ cart });
    const { init, release } = heldBack(`${FIELD}=${await verdictFor('7290')}`);
    const paying = site.ask('/pay', init);
    // In-process frameworks get as far as the body within this turn. The others ask nothing before it is
    // here.
    await new Promise((resolve) => setImmediate(resolve));
    cart.amount = '61200';
    release();
    expect(await verdictIn(await paying)).toBe('tx_mismatch');
    expect(cart.orders).toEqual([]);
  });

  it('that changes the cart while the store answers buys nothing that was not verified (row 1)', async () => {
    const cart = cartOf('7290');
    const { store, asked, answer } = slowReplay();
    const site = await start({ cart, verifier: create({ replay: store }) });
    const body = new URLSearchParams({ [FIELD]: await verdictFor('7290') });
    const paying = site.ask('/pay', { method: 'POST', body });
    await asked;
    cart.amount = '61200';
    answer();
    expect(await verdictIn(await paying)).toBe('ok, bound');
    expect(cart.orders).toEqual([]);
  });

  it('with two verdicts at once makes one order of one cart (row 1)', async () => {
    const cart = cartOf('7290');
    const site = await start({ cart });
    const pay = async () => {
      const claims = { nonce: await forge.nonce(), txh: await transactionHash({ amount: '7290' }) };
      const body = new URLSearchParams({ [FIELD]: await forge.token({ claims }) });
      return verdictIn(await site.ask('/pay', { method: 'POST', body }));
    };
    await Promise.all(Array.from({ length: 10 }, pay));
    expect(cart.orders).toEqual(['7290']);
  });
});

describe.each(FRAMEWORKS.filter(({ readsBody }) => readsBody))('a body that $name reads', ({ open }) => {
  const start = (plan: Partial<Plan> = {}) =>
    open({ verifier: create(), noVerdict: 'challenge', expected: request, maxBodyBytes: 4096, ...plan });

  it('is read as far as a form may be long, and no further (row 12)', async () => {
    const { init, pulled } = endless('a', FORM);
    const seen: number[] = [];
    const site = await start({ noVerdict: 'refuse', onVerdict: () => void seen.push(pulled()) });
    expect((await site.ask('/pay', init)).status).toBe(401);
    expect(seen).toEqual([expect.any(Number)]);
    expect(seen[0]).toBeLessThanOrEqual(4096 + 3 * CHUNK_BYTES);
  });

  it('has no token behind that', async () => {
    const body = new URLSearchParams({ filler: 'a'.repeat(4096), [FIELD]: await forge.token() });
    expect(await verdictIn(await (await start()).ask('/pay', { method: 'POST', body }))).toBe('missing');
  });

  it('is none with files in it: the header has the token', async () => {
    const site = await start();
    const body = new FormData();
    body.set(FIELD, await forge.token());
    expect(await verdictIn(await site.ask('/pay', { method: 'POST', body }))).toBe('missing');
    const headers = { verdict: await forge.token() };
    expect(await verdictIn(await site.ask('/pay', { method: 'POST', body, headers }))).toBe('ok, bound');
  });

  it.each(['/nonce', '/enrol'])('of the route %s ends at 8 KiB (row 12)', async (path) => {
    const type = path === '/nonce' ? 'application/json' : 'application/jwt';
    const { init, pulled } = endless('a', { 'content-type': type });
    const site = await start({ sid: request.sid, verifier: create(BINDING) });
    expect((await site.ask(path, init)).status).toBe(path === '/nonce' ? 400 : 401);
    expect(pulled()).toBeLessThanOrEqual(8192 + 3 * CHUNK_BYTES);
  });
});

describe('the guard for Hono', () => {
  it('takes the token of a multipart form that the site has parsed before it', async () => {
    const [hono] = FRAMEWORKS;
    const plan = {
      verifier: create(),
      noVerdict: 'challenge',
      expected: request,
      parsesFirst: true,
    } as const;
    const site = await hono!.open(plan);
    const body = new FormData();
    body.set(FIELD, await forge.token());
    const response = await site.ask('/pay', { method: 'POST', body });
    expect(await response.json()).toMatchObject({ verdict: 'ok, bound' });
  });
});

describe('the guard for Express', () => {
  it('leaves a response alone that a time-out has sent while the verdict was verified', async () => {
    const checkout = forExpress.guard({ verifier: create(), noVerdict: 'refuse', expect: () => request });
    const sent: string[] = [];
    const passed: unknown[] = [];
    await new Promise<void>((resolve) => {
      const response = {
        statusCode: 503,
        get headersSent(): boolean {
          resolve();
          return true;
        },
        setHeader: (name: string) => sent.push(name),
        appendHeader: (name: string) => sent.push(name),
        end: () => sent.push('end'),
      };
      checkout({ headers: {} }, response, (error) => void passed.push(error));
    });
    expect([sent, passed]).toEqual([[], []]);
  });
});
