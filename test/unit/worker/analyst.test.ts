import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import type { Analyst, AnalystConfig, AssessRequest } from '../../../src/contract/analyst.ts';
import { GROUP_NAMES } from '../../../src/contract/features/index.ts';
import { FLAG_EPHEMERAL_KEY, FLAG_REDUCED_CONSENT } from '../../../src/contract/protocol.ts';
import { decodeEvidence } from '../../../src/scoring/evidence.ts';
import { loadModel } from '../../../src/scoring/model.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { decodeBase64url } from '../../../src/wire/base64url.ts';
import { encodeRows } from '../../../src/wire/encode-rows.ts';
import { parseRecording } from '../../../src/wire/recording.ts';
import { LENGTH } from '../../../src/wire/rows.ts';
import { transactionHash } from '../../../src/wire/transaction.ts';
import { createAnalyst } from '../../../worker/analyst.ts';
import type { AnalystDeps } from '../../../worker/deps.ts';
import { fetchPinned } from '../../../worker/score/fetch-pinned.ts';
import {
  config,
  fakeDeps,
  fakeFetch,
  handed,
  MANIFEST,
  MODEL_BYTES,
  MODEL_ID,
  MODEL_URL,
  never,
  nonceResponse,
  type Routes,
  request,
  serveModel,
  toRows,
  visit,
  WEIGHTS,
} from './fakes.ts';

/** An analyst that has seen the visit. */
async function seen(change: Partial<AnalystDeps> = {}, settings = config()): Promise<Analyst> {
  const analyst = createAnalyst(fakeDeps(change));
  await analyst.start(settings);
  analyst.push(toRows(visit()));
  return analyst;
}
const claimsOf = (token: string | null) => decodeJwt(token ?? '');
const evidenceOf = (token: string | null) => {
  const decoded = decodeEvidence(decodeBase64url(String(claimsOf(token).ev)) ?? new Uint8Array());
  if (!decoded.ok) throw new Error(decoded.code);
  return decoded.value;
};

describe('an assessment', () => {
  it('gives a score, reasons that sum to it, and a token', async () => {
    const verdict = await (await seen()).assess(request());
    expect(verdict).toMatchObject({
      action: 'checkout',
      degraded: [],
      engine: 'exact',
      events: visit().length,
    });
    expect(verdict.score).toBeGreaterThan(0);
    expect(verdict.seconds).toBeGreaterThan(10);
    expect(verdict.reasons.reduce((sum, { weight }) => sum + weight, 0)).toBe(verdict.logit);
    expect(Object.values(verdict.groups).reduce((sum, weight) => sum + weight, 0)).toBe(verdict.logit);
    expect(verdict.reasons.map(({ code }) => code)).toContain('baseline');
  });

  it('signs what a backend recomputes to the same integer', async () => {
    const verdict = await (await seen()).assess(request());
    const claims = claimsOf(verdict.token);
    const model = await loadModel(MODEL_BYTES, MANIFEST);
    if (!model.ok) throw new Error(model.code);
    const again = scoreEvidence(model.value, evidenceOf(verdict.token));
    expect(claims).toMatchObject({
      q: again.q,
      mdl: model.value.id,
      op: 'checkout',
      nonce: nonceResponse.nonce,
      aud: nonceResponse.aud,
    });
    expect(again).toMatchObject({ logit: verdict.logit, score: verdict.score, level: verdict.level });
    const weights = (claims.rc as number[]).filter((_, index) => index % 2 === 1);
    expect(weights.reduce((sum, weight) => sum + weight, MANIFEST.bias)).toBe(claims.q);
  });

  it('does not depend on how the events were cut into batches', async () => {
    const whole = await (await seen()).assess(request());
    const analyst = createAnalyst(fakeDeps());
    await analyst.start(config());
    for (const event of visit()) analyst.push(toRows([event]));
    expect(await analyst.assess(request())).toMatchObject({ logit: whole.logit, groups: whole.groups });
  });

  it('binds the transaction', async () => {
    const transaction = { amount: '12990', currency: 'EUR' };
    const { token } = await (await seen()).assess(request({ transaction }));
    expect(claimsOf(token).txh).toBe(await transactionHash(transaction));
  });

  it('is unknown, at the baseline and with a token, when nothing was seen', async () => {
    const analyst = createAnalyst(fakeDeps());
    await analyst.start(config());
    const verdict = await analyst.assess(request());
    expect(verdict).toMatchObject({
      level: 'unknown',
      logit: MANIFEST.bias * MANIFEST.logitScale,
      reasons: [{ code: 'baseline', weight: MANIFEST.bias * MANIFEST.logitScale }],
      groups: { baseline: MANIFEST.bias * MANIFEST.logitScale },
      events: 0,
    });
    expect(claimsOf(verdict.token)).toMatchObject({ q: MANIFEST.bias, rc: [] });
  });

  it.each([
    ['an action the protocol has no form for', { action: 'Check out!' }],
    ['a transaction that is not text', { transaction: { amount: 5 } as unknown as Record<string, string> }],
  ])('scores but does not sign %s', async (_, change) => {
    const verdict = await (await seen()).assess(request(change));
    expect(verdict).toMatchObject({ token: null, degraded: ['sign_unavailable'] });
    expect(verdict.score).not.toBeNull();
  });

  it('scores over plain http and names that as what forbids to sign', async () => {
    const keys = { ...fakeDeps().keys, load: () => Promise.reject(new TypeError('no subtle')) };
    const verdict = await (await seen({ keys, isSecure: false })).assess(request());
    expect(verdict).toMatchObject({ token: null, degraded: ['insecure_context'] });
    expect(verdict.score).not.toBeNull();
  });
});

describe('the nonce', () => {
  it('is the one the page hands over, dated by its age', async () => {
    const { token, degraded } = await (await seen()).assess(
      request({ nonce: handed(nonceResponse, 61_500) }),
    );
    expect(degraded).toEqual([]);
    expect(claimsOf(token)).toMatchObject({ nonce: nonceResponse.nonce, iat: nonceResponse.now + 61 });
  });

  it('is never asked for by the worker', async () => {
    const asked: string[] = [];
    const { fetch } = fakeDeps();
    const watched: typeof fetch = (input, init) => {
      asked.push(String(input));
      return fetch(input, init);
    };
    const analyst = await seen({ fetch: watched });
    await analyst.assess(request({ nonce: { ok: false, code: 'nonce_unavailable' } }));
    expect(asked.filter((url) => url.endsWith('/nonce'))).toEqual([]);
  });

  it('grows older while the verdict is made', async () => {
    let clock = 0;
    const { keys } = fakeDeps();
    const load: AnalystDeps['keys']['load'] = async (crypto, options) => {
      clock = 4_600;
      return keys.load(crypto, options);
    };
    const analyst = await seen(
      { now: () => clock, keys: { ...keys, load } },
      config({ privacy: 'standard' }),
    );
    const { token } = await analyst.assess(request({ timeoutMs: 10_000, nonce: handed(nonceResponse, 500) }));
    expect(claimsOf(token).iat).toBe(nonceResponse.now + 5);
  });

  it.each<[string, AssessRequest['nonce'] | undefined, string]>([
    ['the page could not get one', { ok: false, code: 'nonce_timeout' }, 'nonce_timeout'],
    ['the browser is offline', { ok: false, code: 'offline' }, 'offline'],
    ['it is broken', handed({ ...nonceResponse, nonce: 'x' }), 'nonce_malformed'],
    ['the endpoint answered another shape', handed({ ...[1, 2, 3] } as never), 'nonce_malformed'],
    ['nothing came', undefined, 'nonce_unavailable'],
  ])('is missing when %s: the score stays, the token is null', async (_, nonce, code) => {
    const verdict = await (await seen()).assess({ ...request(), nonce } as AssessRequest);
    expect(verdict).toMatchObject({ token: null, degraded: [code] });
    expect(verdict.score).not.toBeNull();
  });
});

describe('the shipped model', () => {
  it('is inside the worker: nothing is fetched', async () => {
    const analyst = await seen({ fetch: () => Promise.reject(new Error('fetched')) });
    const { token, degraded } = await analyst.assess(request());
    expect(degraded).toEqual([]);
    expect(claimsOf(token).mdl).toBe(MODEL_ID);
  });

  it('that was built from a broken file is refused', async () => {
    const { shipped } = fakeDeps();
    const analyst = createAnalyst(fakeDeps({ shipped: { ...shipped, weights: WEIGHTS.slice(0, -1) } }));
    expect(await analyst.start(config())).toMatchObject({ ok: false, code: 'model_malformed' });
    expect(await analyst.assess(request())).toMatchObject({ token: null, degraded: ['model_malformed'] });
  });
});

describe('a model of the site', () => {
  const own = config({ modelUrl: MODEL_URL });
  const { shipped } = fakeDeps();
  /** The worker's own model is another, so that a verdict tells which one scored. */
  const deps = (routes: Routes, change: Partial<AnalystDeps> = {}) =>
    fakeDeps({ shipped: { ...shipped, id: 'shipped' }, fetch: fakeFetch(routes), ...change });
  const withModel = (model: Routes['model'] & {}) => deps({ model });
  /** The same, with a browser that says whether it has seen a newer release. */
  const admitting = (isOld: () => unknown): AnalystDeps => {
    const plain = withModel(serveModel);
    return {
      ...plain,
      loadOwn: async (settings) => {
        const loaded = await plain.loadOwn(settings);
        const admit = async () =>
          isOld() === true
            ? ({ ok: false, code: 'model_rollback' } as const)
            : ({ ok: true, value: null } as const);
        return loaded.ok ? { ok: true, value: { ...loaded.value, admit } } : loaded;
      },
    };
  };
  const changed = WEIGHTS.map((byte, index) => (index === 300 ? byte ^ 1 : byte));
  const { weights, ...manifest } = MANIFEST;
  const gone = () => new Response('no', { status: 404 });

  it('scores in the place of the shipped one, and its id is signed', async () => {
    const analyst = await seen(withModel(serveModel), own);
    const verdict = await analyst.assess(request());
    expect(claimsOf(verdict.token).mdl).toBe(MODEL_ID);
    const { score, logit } = await (await seen()).assess(request());
    expect(verdict).toMatchObject({ score, logit, degraded: [] });
  });

  it.each<[AnalystConfig['privacy'], readonly string[]]>([
    ['full', ['start', 'assess', 'assess']],
    ['standard', ['assess', 'assess']],
    ['minimal', []],
  ])('in mode %s asks what the browser remembers when that mode may store', async (privacy, when) => {
    const asked: string[] = [];
    let now = 'start';
    const analyst = createAnalyst(admitting(() => asked.push(now)));
    await analyst.start({ ...own, privacy });
    now = 'inspect';
    await analyst.inspect();
    now = 'assess';
    for (const _ of [1, 2]) expect((await analyst.assess(request())).degraded).not.toContain('model_refused');
    expect(asked).toEqual(when);
  });

  it('stores nothing behind the back of a visitor who asks to be forgotten', async () => {
    const calls: string[] = [];
    let finish = () => {};
    const plain = withModel(serveModel);
    const forget: AnalystDeps['keys']['forget'] = async () => {
      calls.push('forget');
      return true;
    };
    const analyst = createAnalyst({
      ...plain,
      keys: { ...plain.keys, forget },
      loadOwn: async (settings) => {
        const loaded = await plain.loadOwn(settings);
        const admit = async () => {
          calls.push('admit');
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          calls.push('stored');
          return { ok: true, value: null } as const;
        };
        return loaded.ok ? { ok: true, value: { ...loaded.value, admit } } : loaded;
      },
    });
    const starting = analyst.start(own);
    await vi.waitFor(() => expect(calls).toEqual(['admit']));
    const forgetting = analyst.forget();
    finish();
    await Promise.all([starting, forgetting]);
    expect(calls).toEqual(['admit', 'stored', 'forget']);
  });

  it('that comes after the visitor asked to be forgotten is not remembered before the next action', async () => {
    let come = () => {};
    const arrival = new Promise<void>((resolve) => {
      come = resolve;
    });
    const asked: string[] = [];
    const plain = admitting(() => asked.push('admit'));
    const analyst = createAnalyst({
      ...plain,
      loadOwn: async (settings) => {
        await arrival;
        return plain.loadOwn(settings);
      },
    });
    const starting = analyst.start(own);
    await analyst.forget();
    come();
    await starting;
    expect(asked).toEqual([]);
    await analyst.assess(request());
    expect(asked).toEqual(['admit']);
  });

  it('that is older than what the browser has seen leaves the shipped one scoring, on its engine', async () => {
    let isOld = false;
    const analyst = await seen(
      admitting(() => isOld),
      { ...own, privacy: 'standard' },
    );
    expect(claimsOf((await analyst.assess(request())).token).mdl).toBe(MODEL_ID);
    isOld = true;
    const { token, degraded, engine } = await analyst.assess(request());
    expect(claimsOf(token).mdl).toBe('shipped');
    expect({ degraded, engine }).toEqual({ degraded: ['model_refused'], engine: 'exact' });
    expect((await analyst.inspect()).modelDetail).toBe('model_rollback');
  });

  it.each<[string, Routes, 'model_refused' | 'model_unavailable', string]>([
    ['is cut short', { model: () => new Response(WEIGHTS.slice(0, -1)) }, 'model_refused', 'model_hash'],
    ['has one bit changed', { model: () => new Response(changed) }, 'model_refused', 'model_hash'],
    [
      'never ends',
      { model: () => new Response(new ReadableStream({ pull: (c) => c.enqueue(WEIGHTS) })) },
      'model_refused',
      'model_hash',
    ],
    ['is an error page', { model: gone }, 'model_unavailable', 'model_unavailable'],
    [
      'cannot be reached',
      { model: () => Promise.reject(new TypeError('failed')) },
      'model_unavailable',
      'model_unavailable',
    ],
    [
      'has a manifest that is a page',
      { signed: () => new Response('<!doctype html>') },
      'model_refused',
      'model_malformed',
    ],
    ['has settings of nothing', { settings: null }, 'model_refused', 'model_malformed'],
    [
      'has settings for other features',
      { settings: { ...manifest, schema: 1 } },
      'model_refused',
      'model_unsupported',
    ],
    ['has settings without weights', { settings: manifest }, 'model_refused', 'model_hash'],
    ['has a manifest that is not there', { signed: gone }, 'model_unavailable', 'model_unavailable'],
  ])('that %s leaves the shipped one scoring, and says so', async (_, routes, code, why) => {
    const analyst = createAnalyst(deps(routes));
    expect(await analyst.start(own)).toEqual({ ok: false, code, detail: why });
    analyst.push(toRows(visit()));
    const { token, score, level, degraded } = await analyst.assess(request());
    expect(claimsOf(token).mdl).toBe('shipped');
    const without = await (await seen()).assess(request());
    expect({ score, level, degraded }).toEqual({
      score: without.score,
      level: without.level,
      degraded: [code],
    });
    const { verdict, groups, modelDetail } = await analyst.inspect();
    expect(verdict).toMatchObject({ score, degraded: [code], events: visit().length });
    expect(modelDetail).toBe(why);
    expect(groups.flatMap(({ features }) => features).some(({ value }) => value !== null)).toBe(true);
    // onnxruntime-web would go on with the shipped one when the own one has come after all.
    expect(await analyst.warm()).toMatchObject({ ok: false, code: 'refused', detail: code });
  });

  it('that cannot be held to its hash over plain http is not said to be missing', async () => {
    const unhashed = { ...crypto, subtle: undefined } as unknown as Crypto;
    const analyst = createAnalyst(deps({}, { isSecure: false, crypto: unhashed }));
    await analyst.start(own);
    expect((await analyst.assess(request())).degraded).toEqual(['insecure_context']);
    expect((await analyst.inspect()).verdict.degraded).toEqual(['insecure_context']);
  });

  it('that the cache does not give is asked of the network at once, and later again for the next assessment', async () => {
    const fail = () => Promise.reject(new TypeError('failed'));
    const lucky = [fail, serveModel];
    const soon = createAnalyst(withModel(() => (lucky.shift() ?? fail)()));
    expect((await soon.start(own)).ok).toBe(true);
    const answers = [fail, fail, serveModel];
    const analyst = createAnalyst(withModel(() => (answers.shift() ?? serveModel)()));
    expect((await analyst.start(own)).ok).toBe(false);
    analyst.push(toRows(visit()));
    expect((await analyst.assess(request())).token).not.toBeNull();
  });

  it('that the cache keeps waiting for is asked of the network', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stuck: typeof fetch = async (_, init) =>
      init?.cache === 'force-cache' ? new Promise<never>(() => {}) : new Response(WEIGHTS);
    const file = fetchPinned('https://shop.example/random.weights', weights, stuck);
    await vi.advanceTimersByTimeAsync(3_000);
    vi.useRealTimers();
    expect(await file).toMatchObject({ ok: true });
  });

  it('of an older release in the cache is fetched anew, and one of the same hash never', async () => {
    const asked: (RequestCache | undefined)[] = [];
    const kept = { old: changed, same: WEIGHTS };
    for (const bytes of [kept.same, kept.old]) {
      const others = fakeFetch({});
      const fetch: AnalystDeps['fetch'] = async (url, init) => {
        if (!String(url).endsWith('.weights')) return others(url, init);
        asked.push(init?.cache);
        return new Response(init?.cache === 'force-cache' ? bytes : WEIGHTS);
      };
      expect((await createAnalyst(deps({}, { fetch })).start(own)).ok).toBe(true);
    }
    expect(asked).toEqual(['force-cache', 'force-cache', 'reload']);
  });

  it('that is late leaves the shipped one scoring, inside the deadline', async () => {
    const analyst = createAnalyst(deps({ model: () => never() }, { now: () => performance.now() }));
    void analyst.start(own);
    analyst.push(toRows(visit()));
    const { token, score, degraded } = await analyst.assess(request({ timeoutMs: 200 }));
    expect(degraded).toEqual(['model_unavailable', 'timeout']);
    expect(claimsOf(token).mdl).toBe('shipped');
    expect(score).toBe((await (await seen()).assess(request())).score);
  });
});

describe('the key', () => {
  const counted = () => {
    const calls: string[] = [];
    const { keys } = fakeDeps();
    const note =
      <A extends unknown[], R>(name: string, call: (...args: A) => R) =>
      (...args: A) => {
        calls.push(name);
        return call(...args);
      };
    return {
      calls,
      keys: {
        ...keys,
        create: note('create', keys.create),
        load: note('load', keys.load),
        forget: note('forget', keys.forget),
      },
    };
  };

  it('under full consent is kept from the start', async () => {
    const { calls, keys } = counted();
    expect(await createAnalyst(fakeDeps({ keys })).start(config())).toEqual({
      ok: true,
      value: { key: 'persistent' },
    });
    expect(calls).toEqual(['load']);
  });

  it('under standard consent is not touched before the first assessment', async () => {
    const { calls, keys } = counted();
    const analyst = createAnalyst(fakeDeps({ keys }));
    expect(await analyst.start(config({ privacy: 'standard' }))).toEqual({
      ok: true,
      value: { key: 'none' },
    });
    await analyst.inspect();
    expect(calls).toEqual([]);
    await Promise.all([analyst.assess(request()), analyst.assess(request())]);
    expect(calls).toEqual(['load']);
  });

  it('under minimal consent never comes from storage, and the evidence says so', async () => {
    const { calls, keys } = counted();
    const analyst = await seen({ keys }, config({ privacy: 'minimal' }));
    const { token, degraded } = await analyst.assess(request());
    expect(calls).toEqual(['create']);
    expect(degraded).toEqual(['key_ephemeral']);
    expect(evidenceOf(token).flags).toBe(FLAG_EPHEMERAL_KEY | FLAG_REDUCED_CONSENT);
  });

  it('that the browser would not keep is flagged', async () => {
    const { keys } = fakeDeps();
    const { token, degraded } = await (await seen({ keys: { ...keys, load: keys.create } })).assess(
      request(),
    );
    expect(degraded).toEqual(['key_ephemeral']);
    expect(evidenceOf(token).flags).toBe(FLAG_EPHEMERAL_KEY);
  });

  it.each<[string, AnalystDeps['keys']['load']]>([
    ['cannot be made', () => Promise.reject(new TypeError('no subtle'))],
    ['never comes', () => never()],
  ])('that %s leaves a score without a token', async (_, load) => {
    const { keys } = fakeDeps();
    const analyst = createAnalyst(fakeDeps({ keys: { ...keys, load } }));
    await analyst.start(config({ privacy: 'standard' }));
    analyst.push(toRows(visit()));
    const verdict = await analyst.assess(request({ timeoutMs: 100 }));
    expect(verdict).toMatchObject({ token: null, degraded: ['sign_unavailable'] });
    expect(verdict.score).not.toBeNull();
  });

  it('is deleted with every event by forget', async () => {
    const { calls, keys } = counted();
    const analyst = await seen({ keys });
    const before = claimsOf((await analyst.assess(request())).token);
    await analyst.forget();
    expect(calls).toEqual(['load', 'forget']);
    const after = await analyst.assess(request());
    expect(after).toMatchObject({ events: 0, level: 'unknown' });
    expect(claimsOf(after.token).jti).not.toBe(before.jti);
    expect(calls).toEqual(['load', 'forget', 'load']);
  });
});

/** As long as a press of a pointer, which has most columns. */
const STRIDE = 15;

describe('what arrives from the page', () => {
  it('never throws, whatever the rows hold', async () => {
    const analyst = createAnalyst(fakeDeps());
    await analyst.start(config({ debug: true }));
    fc.assert(
      fc.property(fc.float64Array({ maxLength: STRIDE * 40 }), (rows) => {
        analyst.push(rows);
        // Heads that hit the kinds and the length that random doubles miss.
        analyst.push(
          rows.map((value, index) =>
            index % STRIDE === 0 ? (Math.abs(Math.trunc(value)) % 20) + LENGTH * STRIDE : value,
          ),
        );
      }),
      { numRuns: 200 },
    );
    const verdict = await analyst.assess(request());
    expect(verdict.score === null || (verdict.score >= 0 && verdict.score <= 1)).toBe(true);
    expect(verdict.token).not.toBeNull();
  });

  it.each([[undefined], [null], ['rows'], [new ArrayBuffer(8)], [[1, 2, 3]], [{ length: 1e9 }]])(
    'passes over %s',
    async (junk) => {
      const analyst = createAnalyst(fakeDeps());
      analyst.push(junk as unknown as Float64Array);
      await analyst.start(config());
      analyst.push(junk as unknown as Float64Array);
      expect((await analyst.inspect()).verdict.events).toBe(0);
    },
  );

  it('is bounded: one batch cannot hold the worker up', async () => {
    const analyst = createAnalyst(fakeDeps());
    await analyst.start(config());
    analyst.push(encodeRows(Array.from({ length: 50_000 }, (_, t) => ({ t, kind: 'hide' }))));
    const { events } = (await analyst.inspect()).verdict;
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThanOrEqual(8_192);
  });

  it.each([[0], [-5], [Number.NaN], [undefined]])(
    'a time limit of %s still ends in a verdict',
    async (timeoutMs) => {
      const verdict = await (await seen()).assess(request({ timeoutMs: timeoutMs as number }));
      expect(verdict).toMatchObject({ action: 'checkout', events: visit().length });
    },
  );
});

describe('an analyst that was never started', () => {
  it('answers every call', async () => {
    const analyst = createAnalyst(fakeDeps());
    analyst.environment({ dpr: 2 });
    expect(await analyst.assess(request())).toMatchObject({
      level: 'unknown',
      token: null,
      degraded: ['model_unavailable'],
    });
    expect(await analyst.inspect()).toMatchObject({ engine: null, ort: 'idle' });
    expect(await analyst.warm()).toMatchObject({ ok: false });
    expect(await analyst.recording()).toMatchObject({ ok: false });
    await analyst.forget();
  });
});

describe('an inspection', () => {
  it('shows each group with its features, and sums to the logit', async () => {
    const { verdict, groups, engine } = await (await seen()).inspect();
    expect(groups.map(({ name }) => name)).toEqual(GROUP_NAMES);
    expect(engine).toBe('exact');
    expect(groups.reduce((sum, { contribution }) => sum + contribution, verdict.groups.baseline ?? 0)).toBe(
      verdict.logit,
    );
    expect(groups.every(({ active, contribution }) => active || contribution === 0)).toBe(true);
    const keys = groups.find(({ name }) => name === 'keys');
    expect(keys).toMatchObject({ active: true });
    expect(keys?.features.some(({ value, n }) => value !== null && n > 0)).toBe(true);
    expect(verdict).not.toHaveProperty('token');
  });
});

describe('an inspection while the model is on its way', () => {
  it('shows the features at once', async () => {
    const analyst = createAnalyst(fakeDeps({ fetch: fakeFetch({ model: () => never() }) }));
    void analyst.start(config({ modelUrl: MODEL_URL }));
    analyst.push(toRows(visit()));
    const { verdict, groups } = await analyst.inspect();
    expect(verdict).toMatchObject({ degraded: ['model_unavailable', 'timeout'] });
    expect(verdict.score).not.toBeNull();
    expect(groups.flatMap(({ features }) => features).some(({ value }) => value !== null)).toBe(true);
  });
});

describe('the recording', () => {
  it('is refused unless debug was asked for', async () => {
    expect(await (await seen()).recording()).toEqual({ ok: false, code: 'debug_off' });
  });

  it('reads back as the same visit', async () => {
    const exported = await (await seen({}, config({ debug: true }))).recording();
    if (!exported.ok) throw new Error(exported.code);
    const parsed = parseRecording(JSON.parse(JSON.stringify(exported.value)));
    if (!parsed.ok) throw new Error(parsed.code);
    expect(parsed.value.skipped).toEqual({});
    expect(parsed.value.events).toEqual(visit());
    expect(parsed.value.environment).toMatchObject(config().environment);
  });

  it('is empty after forget', async () => {
    const analyst = await seen({}, config({ debug: true }));
    await analyst.forget();
    expect(await analyst.recording()).toMatchObject({ ok: true, value: { events: [] } });
  });
});
