import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Analyst } from '../../../../src/contract/analyst.ts';
import type { Verdict } from '../../../../src/contract/verdict.ts';
import {
  type Alert,
  createVerifier,
  type Enrolment,
  memoryLedger,
  memoryReplay,
} from '../../../../src/server/index.ts';
import { loadModel } from '../../../../src/server/model/load.ts';
import { createAnalyst } from '../../../../worker/analyst.ts';
import type { AnalystDeps } from '../../../../worker/deps.ts';
import {
  createDeviceKey,
  forgetDeviceKey,
  loadDeviceKey,
  renewDeviceKey,
  swapDeviceKeys,
} from '../../../../worker/sign/device-key.ts';
import {
  config,
  ENDPOINT,
  fakeDeps,
  fakeFetch,
  handed,
  MANIFEST,
  MODEL_BYTES,
  never,
  request,
  serveModel,
  toRows,
  visit,
} from '../fakes.ts';

const SID = 'session-1';
/** The site's clock stands still; the browser's own is not asked. */
const now = () => 1_800_000_000_000;
const secret = (first: number) => Uint8Array.from({ length: 32 }, (_, at) => first + at);

/** A site that binds keys, and a browser's cookie jar of one cookie. */
async function site() {
  const model = await loadModel(MODEL_BYTES, MANIFEST);
  if (!model.ok) throw new Error(model.code);
  const alerts: Alert[] = [];
  const verifier = createVerifier({
    audience: 'https://shop.example',
    keys: { nonce: [{ kid: 1, secret: secret(1) }], binding: [{ kid: 1, secret: secret(2) }] },
    models: [model.value],
    replay: memoryReplay({ allowSingleProcess: true, now }),
    ledger: memoryLedger({ now }),
    nearDuplicates: null,
    actions: null,
    now,
    storeTimeoutMs: 5000,
    onAlert: (alert) => alerts.push(alert),
  });
  const enrolments: Enrolment[] = [];
  const browser = {
    cookie: undefined as string | undefined,
    enrolments,
    alerts,
    enrol: async (body: unknown): Promise<Response> => {
      const result = await verifier.enrol(body, { sid: SID, binding: browser.cookie });
      enrolments.push(result);
      if (result.ok) browser.cookie = result.setCookie.split(';')[0];
      return new Response(null, { status: result.ok ? 204 : 401 });
    },
    fetch: (async (input, init = {}) =>
      String(input) === `${ENDPOINT}/enrol` ? browser.enrol(init.body) : routes(input, init)) as typeof fetch,
    verify: ({ token }: Verdict) =>
      verifier.verify(token, { action: 'checkout', sid: SID, binding: browser.cookie }),
    /** What the site's nonce route answers this browser. */
    issue: () => verifier.issueNonce({ action: 'checkout', sid: SID, binding: browser.cookie }),
    /** A tab of this browser; it hands a nonce of its own to every assessment. */
    tab: async (change: Partial<AnalystDeps> = {}): Promise<Analyst> => {
      const analyst = await open({ fetch: browser.fetch, ...change });
      const assess: Analyst['assess'] = async (asked) =>
        analyst.assess({ ...asked, nonce: handed(await browser.issue()) });
      return { ...analyst, assess };
    },
  };
  const routes = fakeFetch({ model: serveModel });
  return browser;
}

/** A tab of the same browser 91 days on, by the device's clock. */
function later(browser: Awaited<ReturnType<typeof site>>): Promise<Analyst> {
  vi.useFakeTimers({ now: Date.now() + 91 * 86_400_000, toFake: ['Date'] });
  return browser.tab();
}

const keys = {
  create: createDeviceKey,
  load: loadDeviceKey,
  renew: renewDeviceKey,
  swap: swapDeviceKeys,
  forget: forgetDeviceKey,
};

async function open(change: Partial<AnalystDeps>, settings = config()): Promise<Analyst> {
  const analyst = createAnalyst(fakeDeps({ keys, ...change }));
  await analyst.start(settings);
  analyst.push(toRows(visit()));
  return analyst;
}

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a browser at a site that binds keys', () => {
  it('enrols with its first verdict, which counts as bound already', async () => {
    const browser = await site();
    const result = await browser.verify(await (await browser.tab()).assess(request()));
    expect(result).toMatchObject({
      ok: true,
      key: { bound: true, ageSeconds: 0 },
      flags: expect.arrayContaining(['fresh_key']),
    });
    expect(browser.enrolments).toHaveLength(1);
  });

  it('asks for nothing more once it is bound, in this visit or the next', async () => {
    const browser = await site();
    const first = await browser.tab();
    await first.assess(request());
    await first.assess(request());
    const verdict = await (await browser.tab()).assess(request());
    expect(await browser.verify(verdict)).toMatchObject({ ok: true, key: { bound: true } });
    expect(browser.enrolments).toHaveLength(1);
  });

  it('enrols anew when it lost its storage, and the site is told that the key changed', async () => {
    const browser = await site();
    await (await browser.tab()).assess(request());
    vi.stubGlobal('indexedDB', new IDBFactory());
    const verdict = await (await browser.tab()).assess(request());
    expect(await browser.verify(verdict)).toMatchObject({ ok: true, key: { bound: true } });
    expect(browser.enrolments).toHaveLength(2);
    expect(browser.alerts.map(({ kind }) => kind)).toEqual(['key_replaced', 'binding_absent']);
  });

  it('whose cookie alone was copied to another browser is key_mismatch there', async () => {
    const browser = await site();
    await (await browser.tab()).assess(request());
    vi.stubGlobal('indexedDB', new IDBFactory());
    const thief = await browser.tab({
      fetch: async (input, init) =>
        String(input).endsWith('/enrol') ? new Response() : browser.fetch(input, init),
    });
    expect(await browser.verify(await thief.assess(request()))).toMatchObject({ code: 'key_mismatch' });
    expect(browser.alerts.map(({ kind }) => kind)).toEqual(['key_mismatch']);
  });

  it('§4, row 129: with two tabs that enrol at once ends on one key, no orphan', async () => {
    const browser = await site();
    const tabs = await Promise.all([browser.tab(), browser.tab()]);
    const verdicts = await Promise.all(tabs.map((tab) => tab.assess(request())));
    const jkts = new Set(browser.enrolments.map((result) => result.ok && result.jkt));
    expect(browser.enrolments).toHaveLength(2);
    expect([...jkts]).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    for (const verdict of verdicts)
      expect(await browser.verify(verdict)).toMatchObject({
        ok: true,
        key: { bound: true, jkt: [...jkts][0] },
      });
  });

  it.each<[string, (body: unknown) => Response | Promise<Response>]>([
    ['refuses', () => new Response(null, { status: 401 })],
    ['has no such route', () => new Response(null, { status: 404 })],
    ['never answers', never],
    ['breaks off', () => Promise.reject(new TypeError('network'))],
  ])('gets its verdict all the same when the route %s', async (_name, enrol) => {
    const browser = await site();
    browser.enrol = async (body) => enrol(body);
    const verdict = await (await browser.tab()).assess(request());
    expect(verdict.degraded).toEqual([]);
    expect(await browser.verify(verdict)).toMatchObject({ ok: true, key: { bound: false } });
  });

  it('renews a key that is 90 days old, with the old one’s word, and goes on with the new one', async () => {
    const browser = await site();
    const verdict = await (await browser.tab()).assess(request());
    const before = await browser.verify(verdict);
    await (await later(browser)).assess(request());
    expect(browser.enrolments[1]).toMatchObject({ ok: true, replaced: before.ok && before.key.jkt });
    const after = await browser.verify(await (await browser.tab()).assess(request()));
    const renewed = browser.enrolments[1];
    expect(after).toMatchObject({ ok: true, key: { bound: true, jkt: renewed?.ok && renewed.jkt } });
    expect(browser.enrolments).toHaveLength(2);
    expect(browser.alerts).toEqual([]);
  });

  it('signs with the new key as soon as the site has taken it', async () => {
    const browser = await site();
    await (await browser.tab()).assess(request());
    const tab = await later(browser);
    for (const verdict of [await tab.assess(request()), await tab.assess(request())]) {
      const renewed = browser.enrolments[1];
      expect(await browser.verify(verdict)).toMatchObject({
        ok: true,
        key: { bound: true, jkt: renewed?.ok && renewed.jkt },
      });
    }
  });

  it('keeps the old key where the site does not take the new one, and tries again on the next visit', async () => {
    const browser = await site();
    await (await browser.tab()).assess(request());
    const { enrol } = browser;
    browser.enrol = async () => new Response(null, { status: 503 });
    const kept = await browser.verify(await (await later(browser)).assess(request()));
    expect(kept).toMatchObject({ ok: true, key: { bound: true } });
    browser.enrol = enrol;
    await (await browser.tab()).assess(request());
    expect(browser.enrolments[1]).toMatchObject({ ok: true, replaced: kept.ok && kept.key.jkt });
    expect(browser.alerts).toEqual([]);
  });

  it('renewed by two tabs at once ends on one key', async () => {
    const browser = await site();
    await (await browser.tab()).assess(request());
    const tabs = [await later(browser), await browser.tab()];
    await Promise.all(tabs.map((tab) => tab.assess(request())));
    const last = await browser.verify(await (await browser.tab()).assess(request()));
    expect(last).toMatchObject({ ok: true, key: { bound: true } });
    expect(browser.enrolments).toHaveLength(2);
    expect(browser.alerts).toEqual([]);
  });

  it('sends nothing where the site makes no offer', async () => {
    const browser = await site();
    const { enrol: _, ...response } = await browser.issue();
    const analyst = await open({ fetch: browser.fetch });
    const verdict = await analyst.assess(request({ nonce: handed(response) }));
    expect(verdict.token).toMatch(/^eyJ/);
    expect(browser.enrolments).toEqual([]);
  });

  it('is not enrolled under minimal privacy', async () => {
    const browser = await site();
    const analyst = await open({ fetch: browser.fetch }, config({ privacy: 'minimal' }));
    const nonce = handed(await browser.issue());
    expect(await browser.verify(await analyst.assess(request({ nonce })))).toMatchObject({
      ok: true,
      key: { ephemeral: true },
    });
    expect(browser.enrolments).toEqual([]);
  });
});

describe('§4, row 153: a browser that cannot', () => {
  const refuse = (error: DOMException) => () => {
    throw error;
  };
  it.each([
    [
      'put a key (DataCloneError)',
      () =>
        vi
          .spyOn(IDBObjectStore.prototype, 'put')
          .mockImplementation(refuse(new DOMException('wrapping failed', 'DataCloneError'))),
    ],
    [
      'read back what it put (null)',
      () =>
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
          return IDBObjectStore.prototype.get.call(this, 'device');
        }),
    ],
    [
      'open IndexedDB',
      () => vi.stubGlobal('indexedDB', { open: refuse(new DOMException('denied', 'SecurityError')) }),
    ],
  ])('%s signs with an ephemeral key, says so, and binds nothing', async (_name, breakIt) => {
    const browser = await site();
    breakIt();
    const verdict = await (await browser.tab()).assess(request());
    expect(verdict.degraded).toEqual(['key_ephemeral']);
    expect(await browser.verify(verdict)).toMatchObject({
      ok: true,
      key: { ephemeral: true, bound: false },
      flags: expect.arrayContaining(['ephemeral_key', 'unbound']),
    });
    expect(browser.enrolments).toEqual([]);
  });

  it('use WebCrypto (http:) gives a verdict without a token, which the backend reads as missing', async () => {
    const browser = await site();
    const crippled = {
      ...crypto,
      subtle: undefined,
      getRandomValues: crypto.getRandomValues.bind(crypto),
    } as unknown as Crypto;
    const verdict = await (await browser.tab({ crypto: crippled })).assess(request());
    expect(verdict).toMatchObject({ token: null, degraded: expect.arrayContaining(['sign_unavailable']) });
    expect(await browser.verify(verdict)).toMatchObject({ ok: false, code: 'missing', level: 'unknown' });
  });

  it.each([0, 4_102_444_800_000])(
    'tell the time (its clock says %d) is dated by the site’s clock',
    async (ms) => {
      vi.spyOn(Date, 'now').mockReturnValue(ms);
      const browser = await site();
      const verdict = await (await browser.tab()).assess(request());
      expect(await browser.verify(verdict)).toMatchObject({ ok: true });
    },
  );
});
