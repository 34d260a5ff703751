import { describe, expect, it, vi } from 'vitest';
import { FEATURES, MEMBERS, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { Flag } from '../../../src/contract/protocol.ts';
import type { Release } from '../../../src/contract/release.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { type Evidence, quantiseValue } from '../../../src/scoring/quantise.ts';
import { rootMeanSquare } from '../../../src/scoring/root-mean-square.ts';
import { type Alert, memoryLedger, memoryNearDuplicates } from '../../../src/server/index.ts';
import { equip, type Model } from '../../../src/server/model/model.ts';
import { type Circumstances, isDistrusted, raiseAssistedEntry } from '../../../src/server/steps/level.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { randomModel } from '../scoring/model.ts';
import { cookieIn, setupEnrolment } from './enrolment.ts';

/** What speaks against trust lowers the level inside `verify`: no policy has to know it (A6, A16, A17). */
const { forge, request, binding, proof, verdict } = await setupEnrolment();
const DAY = 86_400;
const sid = 'session-1';
const wanted = { action: 'checkout', sid, txh: request.txh };
/** Its movement and rhythm speak for a person where all features are in the middle of their range. */
const plain = equip(await randomModel(97));

/**
 * The random model with other numbers in its manifest; no score is `medium` unless a threshold is given, and
 * what speaks for a person is `low`.
 */
function modelWith(change: Partial<Model['manifest']>): Model {
  const thresholds = { medium: 0.999_999, high: 0.999_999_9, source: 'everything is low' };
  return equip({ ...plain, manifest: { ...plain.manifest, thresholds, ...change } });
}

/** Every feature in the middle of its range, but for shares of one whole. */
function someone(): Evidence {
  const none = new Set(['text_entry.pasted_share', 'text_entry.autofill_share']);
  const values = Int8Array.from(FEATURES, ({ name }, index) =>
    none.has(name) ? quantiseValue(0, index, plain.manifest) : 0,
  );
  return { schema: SCHEMA_ID, flags: 0, values, missing: new Uint8Array(FEATURES.length) };
}

async function rescored(
  model: Model,
  evidence: Evidence,
  options: Parameters<typeof binding>[0] = {},
  after = 0,
) {
  const verifier = binding({ models: [model], ...options }, after);
  const nonce = await verifier.issueNonce({ action: 'checkout', sid });
  const { q } = model.score(evidence);
  const claims = { mdl: model.id, ev: encodeBase64url(encodeEvidence(evidence)), q, rc: [] };
  return verifier.verify(await verdict(nonce, forge.device, claims), wanted);
}

describe('a flag that caps the level (A6)', () => {
  it.each<[Flag, boolean]>([
    ['implausible_evidence', true],
    ['implausible_timing', true],
    ['near_duplicate', true],
    ['counter_regress', true],
    ['binding_absent', true],
    ['score_mismatch', false],
    ['unbound', false],
    ['fresh_key', false],
  ])('%s: %s', (flag, caps) => {
    expect(isDistrusted([flag])).toBe(caps);
  });

  it('makes medium of what would be low', async () => {
    const evidence = someone();
    const model = modelWith({});
    const nearDuplicates = memoryNearDuplicates();
    expect(await rescored(model, evidence, { nearDuplicates })).toMatchObject({ level: 'low' });
    const other = { nearDuplicates, audience: 'https://shop.example' };
    const verifier = binding({ models: [model], ...other });
    const nonce = await verifier.issueNonce({ action: 'checkout', sid: 'another' });
    const { q } = model.score(evidence);
    const claims = { mdl: model.id, ev: encodeBase64url(encodeEvidence(evidence)), q, rc: [] };
    const copy = await verifier.verify(await verdict(nonce, forge.stranger, claims), {
      ...wanted,
      sid: 'another',
    });
    expect(copy).toMatchObject({
      ok: true,
      level: 'medium',
      flags: expect.arrayContaining(['near_duplicate']),
    });
  });
});

describe('evidence that is too average (A17)', () => {
  const zero: Evidence = { ...someone(), values: new Int8Array(FEATURES.length) };
  /** Two groups at zero and nothing else: the first guess of a forger. */
  const forged: Evidence = {
    ...zero,
    missing: Uint8Array.from(FEATURES, (_, at) =>
      [...MEMBERS.path, ...MEMBERS.motion].includes(at) ? 0 : 1,
    ),
  };

  it('is measured over what is present', () => {
    expect(rootMeanSquare(zero)).toBe(0);
    expect(rootMeanSquare({ values: Int8Array.of(3, 4, 100), missing: Uint8Array.of(0, 0, 1) })).toBeCloseTo(
      3.536,
      3,
    );
    expect(rootMeanSquare({ values: Int8Array.of(1), missing: Uint8Array.of(1) })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it('is implausible below the manifest’s floor, and medium at best', async () => {
    const model = modelWith({ floor: { rms: 16, n: 2123 } });
    expect(await rescored(model, forged)).toMatchObject({
      ok: true,
      level: 'medium',
      flags: expect.arrayContaining(['implausible_evidence']),
    });
  });

  it('is not told of evidence that is thin anyway', () => {
    const model = modelWith({ floor: { rms: 16, n: 2123 } });
    const thin = { ...zero, missing: new Uint8Array(FEATURES.length).fill(1) };
    expect(model.isPlausible(thin, 'unknown')).toBe(true);
  });

  it('is told of thin evidence that scored low', () => {
    const model = modelWith({ floor: { rms: 16, n: 2123 } });
    const [first = 0, second = 0, third = 0] = MEMBERS.keys;
    const thin = { ...zero, missing: new Uint8Array(FEATURES.length).fill(1) };
    for (const at of [first, second, third]) thin.missing[at] = 0;
    expect(model.isConsistent(thin)).toBe(true);
    expect(model.isPlausible(thin, 'unknown')).toBe(true);
    expect(model.isPlausible(thin, 'low')).toBe(false);
  });
});

describe('a model past its dates (A16)', () => {
  const { now } = forge.setting;

  it('is medium at best past `deprecated`, and refused past `exp`', async () => {
    const at = (deprecated: number, exp: number) => rescored(modelWith({ deprecated, exp }), someone());
    expect(await at(now, now)).toMatchObject({ ok: true, level: 'low', degraded: [] });
    expect(await at(now - 1, now)).toMatchObject({
      ok: true,
      level: 'medium',
      degraded: ['model_deprecated'],
    });
    expect(await at(now - 2, now - 1)).toMatchObject({ ok: false, code: 'model_expired' });
  });

  it('tells its operator 90 days ahead, at the start and once a day', async () => {
    const told = (deprecated: number) => {
      const onAlert = vi.fn<(alert: Alert) => void>();
      const model = modelWith({ deprecated, exp: deprecated + 180 * DAY });
      let after = 0;
      const verifier = binding({ models: [model], onAlert, now: () => (now + after) * 1000 });
      const later = (seconds: number) => {
        after = seconds;
      };
      return { onAlert, verifier, model, later };
    };
    expect(told(now + 91 * DAY).onAlert).not.toHaveBeenCalled();
    const { onAlert, verifier, model, later } = told(now + 89 * DAY);
    expect(onAlert).toHaveBeenCalledExactlyOnceWith({
      kind: 'model_ageing',
      model: model.id,
      deprecated: now + 89 * DAY,
      exp: now + 269 * DAY,
    });
    const { q } = model.score(someone());
    const claims = { mdl: model.id, ev: encodeBase64url(encodeEvidence(someone())), q, rc: [] };
    for (const [seconds, calls] of [
      [60, 1],
      [DAY, 2],
      [DAY + 60, 2],
    ] as const) {
      later(seconds);
      const nonce = await verifier.issueNonce({ action: 'checkout', sid });
      await verifier.verify(await verdict(nonce, forge.device, claims), wanted);
      expect(onAlert).toHaveBeenCalledTimes(calls);
    }
  });
});

describe('a model that the site delivers', () => {
  const { now } = forge.setting;
  const release = { iat: now - 10 * DAY, exp: now + 20 * DAY } as Release;

  it('tells its operator in the last quarter of its life', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const model = { ...modelWith({ deprecated: 0, exp: release.exp }), release };
    const at = (seconds: number) => binding({ models: [model], onAlert, now: () => seconds * 1000 });
    at(release.exp - 8 * DAY);
    expect(onAlert).not.toHaveBeenCalled();
    at(release.exp - 7 * DAY);
    expect(onAlert).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'model_ageing' }));
  });

  it('tells its operator once a day that a page scored with the other one', async () => {
    const onAlert = vi.fn<(alert: Alert) => void>();
    const shipped = modelWith({});
    const delivered = { ...modelWith({}), id: 'delivered', release };
    const score = (models: Parameters<typeof rescored>[2] & {}, mdl: Model) =>
      rescored(mdl, someone(), { ...models, onAlert });
    expect(await score({ models: [shipped] }, shipped)).toMatchObject({ ok: true });
    expect(await score({ models: [delivered, shipped] }, delivered)).toMatchObject({ ok: true });
    expect(onAlert).not.toHaveBeenCalled();
    const verifier = binding({ models: [delivered, shipped], onAlert });
    for (let nth = 0; nth < 2; nth++) {
      const nonce = await verifier.issueNonce({ action: 'checkout', sid });
      const { q } = shipped.score(someone());
      const claims = { mdl: shipped.id, ev: encodeBase64url(encodeEvidence(someone())), q, rc: [] };
      expect(await verifier.verify(await verdict(nonce, forge.device, claims), wanted)).toMatchObject({
        ok: true,
      });
    }
    expect(onAlert).toHaveBeenCalledExactlyOnceWith({
      kind: 'model_refused',
      model: shipped.id,
      delivered: 'delivered',
    });
  });
});

describe('text entry alone', () => {
  const vouched = {
    isTextEntryAlone: true,
    ageSeconds: 30 * DAY,
    flags: ['sparse_evidence'],
    degraded: [],
  } as const;

  it('is low with a key that was bound a month ago, and nothing else', () => {
    expect(raiseAssistedEntry('unknown', vouched)).toBe('low');
  });

  it.each<readonly [string, Partial<Circumstances>]>([
    ['a younger key', { ageSeconds: 30 * DAY - 1 }],
    ['no bound key', { ageSeconds: undefined }],
    ['other evidence', { isTextEntryAlone: false }],
    ['a store that was down', { degraded: ['replay_store_unavailable'] }],
    ...(
      [
        'score_mismatch',
        'near_duplicate',
        'implausible_evidence',
        'implausible_timing',
        'counter_regress',
        'binding_absent',
        'ephemeral_key',
        'reduced_consent',
        'unbound',
        'fresh_key',
        'not_rescored',
      ] as const
    ).map((flag) => [`the flag ${flag}`, { flags: ['sparse_evidence', flag] }] as const),
  ])('stays unknown with %s', (_name, change) => {
    expect(raiseAssistedEntry('unknown', { ...vouched, ...change })).toBe('unknown');
  });

  it.each(['medium', 'high', 'low'] as const)('leaves %s as it is', (level) => {
    expect(raiseAssistedEntry(level, vouched)).toBe(level);
  });

  it('is flagged assisted_entry where verify raised it', async () => {
    const present = new Set(MEMBERS.text_entry);
    const typed = {
      ...someone(),
      missing: Uint8Array.from(FEATURES, (_, at) => (present.has(at) ? 0 : 1)),
      values: someone().values.map((value, at) => (present.has(at) ? value : 0)),
    };
    const model = modelWith({});
    const scored = model.score(typed);
    const ledger = memoryLedger();
    const start = binding({ models: [model], ledger });
    const enrolment = await start.enrol(
      await proof(await start.issueNonce({ action: 'checkout', sid }), forge.device),
      { sid },
    );
    let cookie = enrolment.ok ? cookieIn(enrolment.setCookie) : '';
    const levels: Record<string, unknown> = {};
    for (const day of [20, 40]) {
      const verifier = binding({ models: [model], ledger }, day * DAY);
      const nonce = await verifier.issueNonce({ action: 'checkout', sid, binding: cookie });
      const again = await verifier.enrol(await proof(nonce, forge.device), { sid, binding: cookie });
      cookie = again.ok ? cookieIn(again.setCookie) : '';
      const claims = { mdl: model.id, ev: encodeBase64url(encodeEvidence(typed)), q: scored.q, rc: [] };
      const result = await verifier.verify(await verdict(nonce, forge.device, claims), {
        ...wanted,
        binding: cookie,
      });
      levels[day] = result.ok ? [result.level, result.flags] : result.code;
    }
    expect(scored.level).toBe('unknown');
    expect(levels).toEqual({
      20: ['unknown', ['sparse_evidence']],
      40: ['low', ['sparse_evidence', 'assisted_entry']],
    });
  });
});
