import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NONCE_MARGIN_SECONDS } from '../../../src/contract/protocol.ts';
import { createNonceSource } from '../../../src/page/nonce.ts';

const nonceOf = (letter: string) => letter.repeat(51);
const good = { nonce: nonceOf('n'), now: '1000', exp: '1300', aud: 'a' };
/** Adds a nonce to the page's head. */
function meta(data: Readonly<Record<string, string>>): HTMLMetaElement {
  const element = Object.assign(document.createElement('meta'), { name: 'vrd' });
  Object.assign(element.dataset, data);
  document.head.append(element);
  return element;
}
const sources: ReturnType<typeof createNonceSource>[] = [];
function source() {
  const made = createNonceSource('https://shop.example/tellsign');
  sources.push(made);
  return made;
}
/** The nonce, or the code why there is none. */
async function get(from: ReturnType<typeof source>, action = 'pay', timeoutMs = 1_000) {
  const result = await from.getNonce(action, timeoutMs);
  return result.ok ? result.value.response.nonce : result.code;
}
/** What the endpoint answers; without it nobody may ask. */
function serve(answer?: (init: RequestInit) => Response | Promise<Response>) {
  const asked = vi.fn(async (_: unknown, init: RequestInit = {}) => {
    if (!answer) throw new Error('asked without need');
    return answer(init);
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}
const fresh = () => Response.json({ nonce: nonceOf('f'), now: 2000, exp: 2300, aud: 'a' });

beforeEach(() => {
  document.head.innerHTML = '';
  document.body.innerHTML = '';
});
afterEach(() => {
  for (const made of sources.splice(0)) made.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a nonce of the page', () => {
  it('goes to its own action, or to any when it names none', async () => {
    meta({ ...good, nonce: nonceOf('1'), op: 'pay' });
    meta({ ...good, nonce: nonceOf('2') });
    const asked = serve(fresh);
    const from = source();
    expect(await get(from, 'login')).toBe(nonceOf('2'));
    expect(asked).not.toHaveBeenCalled();
    expect(await get(from, 'login')).toBe(nonceOf('f'));
    expect(await get(from, 'pay')).toBe(nonceOf('1'));
  });

  it.each([
    ['expired', { ...good, exp: '1001' }],
    ['inside the margin', { ...good, exp: String(1000 + NONCE_MARGIN_SECONDS) }],
    ['without times', { ...good, now: 'x' }],
  ])('is passed over when it is %s', async (_, data) => {
    serve(fresh);
    meta(data);
    expect(await get(source())).toBe(nonceOf('f'));
  });

  it('is found when the page adds or renews it later', async () => {
    serve();
    const from = source();
    const element = meta(good);
    expect(await get(from)).toBe(good.nonce);
    element.dataset.nonce = nonceOf('m');
    expect(await get(from)).toBe(nonceOf('m'));
  });

  it('is given once, though the page writes its head anew', async () => {
    serve(fresh);
    meta(good);
    const from = source();
    expect(await get(from)).toBe(good.nonce);
    document.head.innerHTML = '';
    meta(good);
    expect(await get(from)).toBe(nonceOf('f'));
  });

  const visit = {
    type: 'navigate',
    responseStart: 1,
    transferSize: 1300,
    encodedBodySize: 1000,
    workerStart: 0,
  };
  const NEARLY_OLD_MS = (300 - NONCE_MARGIN_SECONDS) * 1000;
  const pass = (clock: 'steady' | 'wall', ms: number) => {
    const [steady, wall] = [performance.now(), Date.now()];
    vi.spyOn(performance, 'now').mockReturnValue(steady + (clock === 'steady' ? ms : 0));
    vi.spyOn(Date, 'now').mockReturnValue(wall + (clock === 'wall' ? ms : 0));
  };

  it.each([
    ['with the page', 'steady'],
    // `performance.now` stands still meanwhile.
    ['while the laptop sleeps', 'wall'],
  ] as const)('grows older %s', async (_, clock) => {
    serve(fresh);
    meta(good);
    const from = source();
    pass(clock, NEARLY_OLD_MS);
    expect(await get(from)).toBe(nonceOf('f'));
  });

  it('is as good as before when the clock on the wall is set back', async () => {
    serve();
    meta(good);
    const from = source();
    pass('wall', -1e9);
    expect(await get(from)).toBe(good.nonce);
  });

  it.each([
    ['appears in the head', () => void meta(good)],
    ['is renewed there', (old: HTMLMetaElement) => void Object.assign(old.dataset, { ...good, op: 'pay' })],
  ])('grows older from when it %s, not from when it is asked for', async (_, appear) => {
    const old = meta({ ...good, nonce: nonceOf('o'), op: 'other' });
    serve(fresh);
    const from = source();
    appear(old);
    // An observer is told in a microtask.
    await Promise.resolve();
    pass('steady', NEARLY_OLD_MS);
    expect(await get(from)).toBe(nonceOf('f'));
  });

  it('is of unknown age, and not used, when it appears outside the head', async () => {
    serve(fresh);
    const from = source();
    document.body.append(meta(good));
    expect(await get(from)).toBe(nonceOf('f'));
  });

  it('counts from the arrival of the page as long as that is parsed', async () => {
    serve(fresh);
    vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading');
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([visit as never]);
    vi.spyOn(performance, 'now').mockReturnValue(visit.responseStart + NEARLY_OLD_MS);
    const from = source();
    meta(good);
    document.body.append(meta({ ...good, nonce: nonceOf('b') }));
    document.dispatchEvent(new Event('DOMContentLoaded'));
    expect(await get(from)).toBe(nonceOf('f'));
  });

  it.each([
    ['from the network', visit, good.nonce],
    ['from the back-forward list', { ...visit, type: 'back_forward' }, nonceOf('f')],
    ['from a cache', { ...visit, transferSize: 0 }, nonceOf('f')],
    ['from a cache, confirmed by the server', { ...visit, transferSize: 300 }, nonceOf('f')],
    ['through a service worker', { ...visit, workerStart: 3 }, nonceOf('f')],
  ])('of a page %s is used if its age is known', async (_, entry, expected) => {
    serve(fresh);
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([entry as never]);
    meta(good);
    expect(await get(source())).toBe(expected);
  });

  it('is no longer watched for once it is stopped', async () => {
    serve(fresh);
    const from = source();
    from.stop();
    meta(good);
    const noted = vi.spyOn(document.head, 'querySelectorAll');
    await Promise.resolve();
    expect(noted).not.toHaveBeenCalled();
  });
});

describe('a nonce of the endpoint', () => {
  const junk = (body: string) => () => new Response(body);
  it.each<[string, (init: RequestInit) => Response | Promise<Response>, string]>([
    ['fails', () => new Response('oops', { status: 500 }), 'nonce_unavailable'],
    ['refuses the connection', () => Promise.reject(new TypeError('Failed to fetch')), 'nonce_unavailable'],
    ['answers HTML', junk('<!doctype html><title>Sign in</title>'), 'nonce_malformed'],
    ['answers nothing', junk(''), 'nonce_malformed'],
    [
      'never answers',
      ({ signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      'nonce_timeout',
    ],
    [
      'is broken by the page',
      () => {
        throw new Error('hostile');
      },
      'nonce_unavailable',
    ],
  ])('that %s is a code', async (_, answer, code) => {
    serve(answer);
    expect(await get(source(), 'pay', 30)).toBe(code);
  });

  it('that fails is reported when a page that is being left would have left', async () => {
    serve(() => Promise.reject(new TypeError('NetworkError when attempting to fetch resource.')));
    const leftMs = 250;
    const left = new Promise<string>((done) => {
      setTimeout(done, leftMs, 'left');
    });
    expect(await Promise.race([get(source()), left])).toBe('left');
  });

  it('is not to be had when the browser is sure to be offline', async () => {
    serve(() => Promise.reject(new TypeError('Failed to fetch')));
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    expect(await get(source())).toBe('offline');
  });
});
