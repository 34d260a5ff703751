import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/page/client.ts';
import type { Options } from '../../../src/page/options.ts';
import type { WorkerLike } from '../../../src/page/start-worker.ts';
import type { Tellsign } from '../../../src/page/tellsign.ts';
import { FakeAnalyst, FakeWorker } from './fake-worker.ts';

const shipped = { workerUrl: '/worker.js', ortUrl: '/ort.js', ortWasmUrl: '/ort.wasm' };
/** Of the protocol's form. */
const NONCE = 'n'.repeat(51);
const clients: Tellsign[] = [];
function setUp(options: Options = {}, startWorker?: () => Promise<WorkerLike>) {
  const worker = new FakeWorker();
  const client = createClient(options, shipped, { startWorker: startWorker ?? (async () => worker) });
  clients.push(client);
  return { client, worker, analyst: worker.analyst };
}
const press = (target: EventTarget, key = 'a') =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true, composed: true }),
  );

describe('client', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    document.head.innerHTML = '';
    document.body.innerHTML = '<form data-tellsign="pay"><input id="name"></form><input id="else">';
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
    vi.unstubAllGlobals();
  });

  it('resolves to the verdict of the worker', async () => {
    const { client, analyst } = setUp();
    const verdict = await client.assess({ action: 'checkout', transaction: { amount: '4999' } });
    expect(verdict).toMatchObject({ action: 'checkout', level: 'low', token: 'a.b.c', degraded: [] });
    expect(analyst.requests).toMatchObject([{ action: 'checkout', transaction: { amount: '4999' } }]);
    expect(analyst.requests[0]?.timeoutMs).toBeLessThan(2000);
  });

  it('has a worker that starts after the time of a verdict load onnxruntime-web, and forget', async () => {
    vi.useFakeTimers();
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const timer = new AbortController();
      setTimeout(() => timer.abort(), ms);
      return timer.signal;
    });
    try {
      const late = new FakeWorker();
      let begin = (_worker: WorkerLike) => {};
      const start = () =>
        new Promise<WorkerLike>((resolve) => {
          begin = resolve;
        });
      const { client } = setUp({ privacy: 'full', consent: true, timeoutMs: 200 }, start);
      const forgetting = client.forget();
      await vi.advanceTimersByTimeAsync(10_000);
      begin(late);
      vi.useRealTimers();
      await forgetting;
      expect(late.analyst.forgotten).toBe(1);
      await expect.poll(() => late.analyst.warmed).toBe(1);
    } finally {
      vi.useRealTimers();
      vi.restoreAllMocks();
    }
  });

  it.each([
    ['off', (client: Tellsign) => client, { privacy: 'off' } as Options],
    ['paused', (client: Tellsign) => client.pause(), {}],
    ['destroyed', (client: Tellsign) => client.destroy(), {}],
  ])('is unknown when %s', async (code, act, options) => {
    const { client } = setUp(options);
    act(client);
    expect(await client.assess({ action: 'pay' })).toMatchObject({
      level: 'unknown',
      score: null,
      token: null,
      degraded: [code],
    });
  });

  const header = (nonce: string) => `${nonce};now=1000;exp=1300;aud="https://shop.example"`;
  it.each<[string, string | null, boolean]>([
    ['an answer gave', header(NONCE), true],
    ['is missing', null, false],
    ['an answer gave twice', `${header(NONCE)}, ${header(NONCE)}`, false],
    ['is none', 'Bearer realm="x"', false],
    ['has no times', `${NONCE};aud="a"`, false],
  ])('signs with a nonce that %s, once', async (_, given, isKept) => {
    const { client, analyst } = setUp();
    expect(client.keepNonce('pay', given)).toBe(isKept);
    for (let n = 0; n < 2; n++) await client.assess({ action: 'pay' });
    const value = { nonce: NONCE, now: 1000, exp: 1300, aud: 'https://shop.example' };
    expect(analyst.requests.map(({ nonce }) => nonce)).toMatchObject([
      isKept ? { ok: true, value } : { ok: false },
      { ok: false },
    ]);
  });

  it('goes on after a pause', async () => {
    const { client } = setUp();
    client.pause();
    client.resume();
    expect(await client.assess({ action: 'pay' })).toMatchObject({ level: 'low' });
  });

  it.each([
    ['a browser without workers', () => Promise.reject(new ReferenceError('Worker')), 'worker_unavailable'],
    ['a worker that never starts', () => new Promise<never>(() => {}), 'worker_timeout'],
  ])('is unknown on %s', async (_, startWorker, code) => {
    const { client } = setUp({ timeoutMs: 30 }, startWorker);
    expect(await client.assess({ action: 'pay' })).toMatchObject({
      level: 'unknown',
      token: null,
      degraded: [code],
    });
  });

  it('is unknown when the worker hangs, inside the deadline asked for', async () => {
    const worker = new FakeWorker(Object.assign(new FakeAnalyst(), { deaf: new Set(['assess']) }));
    const { client } = setUp({}, async () => worker);
    const before = performance.now();
    expect(await client.assess({ action: 'pay', timeoutMs: 40 })).toMatchObject({
      degraded: ['worker_timeout'],
    });
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('leaves the full time where the page’s clock gives no number', async () => {
    const { client, analyst } = setUp();
    vi.spyOn(performance, 'now').mockReturnValue(Number.NaN);
    const verdict = await client
      .assess({ action: 'pay', timeoutMs: 1500 })
      .finally(() => vi.restoreAllMocks());
    expect(verdict).toMatchObject({ level: 'low', degraded: [] });
    expect(analyst.requests[0]?.timeoutMs).toBeGreaterThan(1000);
  });

  it('names a death in the verdicts of the next worker', async () => {
    const workers = [new FakeWorker(), new FakeWorker()];
    let next = 0;
    const { client } = setUp({}, async () => workers[next++] as FakeWorker);
    await client.assess({ action: 'pay' });
    workers[0]?.die();
    expect(await client.assess({ action: 'pay' })).toMatchObject({ level: 'low', degraded: ['worker_died'] });
  });

  it('gives up when its signal aborts', async () => {
    const { client } = setUp({}, () => new Promise(() => {}));
    const stopper = new AbortController();
    const verdict = client.assess({ action: 'pay', signal: stopper.signal });
    stopper.abort();
    expect(await verdict).toMatchObject({ level: 'unknown', degraded: ['timeout'] });
  });

  it('leaves no listener on a signal that was not needed', async () => {
    const { client } = setUp();
    const { signal } = new AbortController();
    const listen = vi.spyOn(signal, 'addEventListener');
    await client.assess({ action: 'pay', signal });
    const [[, , options] = []] = listen.mock.calls;
    expect((options as AddEventListenerOptions).signal?.aborted).toBe(true);
  });

  it.each([
    { action: 'Pay now' },
    { action: '' },
    {},
    undefined,
    { action: 'pay', transaction: { amount: 4999 } },
    { action: 'pay', transaction: 'x' },
  ])('resolves on the wrong request %j', async (request) => {
    const { client } = setUp();
    expect(await client.assess(request as never)).toMatchObject({ level: 'unknown', token: null });
  });

  it('survives a page that broke what it needs', async () => {
    const { client } = setUp();
    const broken = vi.spyOn(document, 'querySelectorAll').mockImplementation(() => {
      throw new Error('hostile');
    });
    try {
      expect(await client.assess({ action: 'pay' })).toMatchObject({ level: 'unknown' });
    } finally {
      broken.mockRestore();
    }
  });

  it('tells its page what happens', async () => {
    const { client } = setUp({ timeoutMs: 30 }, () => Promise.reject(new Error('CSP')));
    const told: string[] = [];
    for (const event of ['verdict', 'level', 'degraded', 'error'] as const)
      client.on(event, () => told.push(event));
    const stop = client.on('verdict', () => told.push('stopped'));
    stop();
    await client.assess({ action: 'pay' });
    // The worker is tried again at once.
    expect(told).toEqual(['error', 'error', 'verdict', 'level', 'degraded']);
    await client.assess({ action: 'pay' });
    expect(told.filter((event) => event === 'level')).toHaveLength(1);
  });

  describe('in standard mode', () => {
    it('keeps nothing before the first interaction, and its very event from then on', async () => {
      const { client, analyst } = setUp();
      window.dispatchEvent(new Event('popstate'));
      press(document.querySelector('#name') as Element);
      await client.assess({ action: 'pay' });
      expect(analyst.events.map(({ kind }) => kind)).toEqual(['keydown']);
    });

    it('waits while the page holds nothing to protect', async () => {
      const { client, analyst } = setUp({ protect: '.checkout' });
      press(document.body);
      await client.assess({ action: 'pay' });
      expect(analyst.events).toEqual([]);
    });
  });

  describe('in minimal mode', () => {
    it('sees only what happens inside the form', async () => {
      const { client, analyst } = setUp({ privacy: 'minimal' });
      const outside = document.querySelector('#else') as HTMLInputElement;
      press(outside);
      press(document.querySelector('#name') as Element);
      press(outside);
      await client.assess({ action: 'pay' });
      expect(analyst.events).toHaveLength(1);
      expect(analyst.configs[0]).toMatchObject({ privacy: 'minimal' });
      expect(analyst.configs[0]?.environment.recorded).not.toContain('scroll');
    });
  });

  it('forgets: events that wait, numbers, and the worker its own', async () => {
    const { client, analyst } = setUp({ privacy: 'full', consent: true });
    press(document.body, 'a');
    press(document.body, 'b');
    await client.forget();
    press(document.body, 'b');
    await client.assess({ action: 'pay' });
    expect(analyst.forgotten).toBe(1);
    expect(analyst.events).toMatchObject([{ kind: 'keydown', key: 0 }]);
  });

  it('leaves no listener behind', async () => {
    const { client, analyst } = setUp({ privacy: 'full', consent: true });
    await client.assess({ action: 'pay' });
    client.pause();
    press(document.body);
    client.resume();
    await client.assess({ action: 'pay' });
    expect(analyst.events).toEqual([]);
  });

  it('finds values that changed without any event', async () => {
    const { client, analyst } = setUp({ privacy: 'full', consent: true });
    (document.querySelector('#name') as HTMLInputElement).value = 'Ada Lovelace';
    await client.assess({ action: 'pay' });
    await client.assess({ action: 'pay' });
    expect(analyst.events).toMatchObject([
      { kind: 'input', inputType: '', change: 12, stack: { trusted: false } },
    ]);
  });

  describe('and its nonce', () => {
    const nonceOf = ({ requests }: FakeAnalyst, at = 0) => requests[at]?.nonce;

    it('hands over the one of the page, with its age', async () => {
      document.head.innerHTML = `<meta name="vrd" data-nonce="${NONCE}" data-now="1000" data-exp="1300" data-aud="a" data-op="pay">`;
      const { client, analyst } = setUp();
      await client.assess({ action: 'pay' });
      expect(nonceOf(analyst)).toMatchObject({
        ok: true,
        value: { nonce: NONCE, now: 1000, exp: 1300, aud: 'a' },
      });
      const nonce = nonceOf(analyst);
      expect(nonce?.ok && nonce.value.ageMs).toBeGreaterThanOrEqual(0);
    });

    it('asks the endpoint for each verdict where the page has none', async () => {
      const asked = vi.fn(async () => Response.json({ nonce: NONCE, now: 1000, exp: 1300, aud: 'a' }));
      vi.stubGlobal('fetch', asked);
      const { client, analyst } = setUp({ endpoint: '/risk' });
      await client.assess({ action: 'pay' });
      await client.assess({ action: 'login' });
      expect(asked).toHaveBeenCalledTimes(2);
      const [[url, init]] = asked.mock.calls as unknown as [[string, RequestInit]];
      expect(url).toMatch(/\/risk\/nonce$/);
      expect(init).toMatchObject({ method: 'POST', body: '{"op":"pay"}', credentials: 'same-origin' });
      expect(nonceOf(analyst)).toMatchObject({ ok: true, value: { nonce: NONCE } });
    });

    it('tells the worker why there is none, and asks for the score all the same', async () => {
      vi.stubGlobal('fetch', async () => new Response('', { status: 502 }));
      const { client, analyst } = setUp();
      expect(await client.assess({ action: 'pay' })).toMatchObject({ level: 'low' });
      expect(nonceOf(analyst)).toMatchObject({ ok: false, code: 'nonce_unavailable' });
    });

    it('leaves time for the score where the endpoint never answers', async () => {
      vi.stubGlobal(
        'fetch',
        (_: string, { signal }: RequestInit) =>
          new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      );
      const { client, analyst } = setUp({ timeoutMs: 600 });
      expect(await client.assess({ action: 'pay' })).toMatchObject({ level: 'low', degraded: [] });
      expect(nonceOf(analyst)).toMatchObject({ ok: false, code: 'nonce_timeout' });
      expect(analyst.requests[0]?.timeoutMs).toBeGreaterThan(0);
    });
  });

  it('lets two instances live side by side', async () => {
    const [one, two] = [setUp({ privacy: 'full', consent: true }), setUp({ privacy: 'full', consent: true })];
    press(document.body);
    one.client.destroy();
    press(document.body);
    await two.client.assess({ action: 'pay' });
    expect(two.analyst.events).toHaveLength(2);
    expect(one.analyst.events).toEqual([]);
  });
});
