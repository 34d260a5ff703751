import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FEATURES,
  type FeatureName,
  GROUP_NAMES,
  GROUPS,
  MEMBERS,
  SCHEMA_ID,
} from '../../../src/contract/features/index.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { explain } from '../../../src/scoring/explain.ts';
import { type Evidence, quantiseValue } from '../../../src/scoring/quantise.ts';
import { readEvidence } from '../../../src/scoring/read-evidence.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import type { Accepted, VerifyRequest } from '../../../src/server/index.ts';
import { equip } from '../../../src/server/model/model.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { evidence as anyEvidence } from '../scoring/evidence-arbitrary.ts';
import { randomModel } from '../scoring/model.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const model = equip(await randomModel(5));
const verifier = create({ models: [model] });

/** Shares of one whole cannot all be in the middle of their range. */
const SHARES = { 'text_entry.pasted_share': 0, 'text_entry.autofill_share': 0 };

/** Every feature present, in the middle of its range but for the ones given by name. */
function evidenceWith(raw: Partial<Record<FeatureName, number>> = {}, flags = 0): Evidence {
  const given: Partial<Record<FeatureName, number>> = { ...SHARES, ...raw };
  const values = Int8Array.from(FEATURES, ({ name }, index) => {
    const value = given[name];
    return value === undefined ? 0 : quantiseValue(value, index, model.manifest);
  });
  return { schema: SCHEMA_ID, flags, values, missing: new Uint8Array(FEATURES.length) };
}

/** Pulls every value into what its feature can be. */
function intoRange(evidence: Evidence): Evidence {
  const values = evidence.values.map((value, index) => {
    const [least, most] = [FEATURES[index]?.min ?? 0, FEATURES[index]?.max ?? 0].map((bound) =>
      quantiseValue(bound, index, model.manifest),
    );
    return Math.min(Math.max(value, least ?? 0), most ?? 0);
  });
  return { ...evidence, values };
}

async function tokenOf(evidence: Evidence, claims: Record<string, unknown> = {}): Promise<string> {
  const { q } = scoreEvidence(model, evidence);
  const { rc } = await explain(model, evidence);
  return forge.token({
    claims: { mdl: model.id, ev: encodeBase64url(encodeEvidence(evidence)), q, rc, ...claims },
  });
}

async function rescored(
  evidence: Evidence,
  { claims = {}, ...asked }: Partial<VerifyRequest> & { claims?: object } = {},
): Promise<Accepted> {
  const result = await verifier.verify(await tokenOf(evidence, { ...claims }), { ...request, ...asked });
  if (!result.ok) throw new Error(result.code);
  return result;
}

describe('an accepted verdict', () => {
  it('has the score of its evidence, reasons that sum to the logit, and no doubt about an honest claim', async () => {
    const evidence = evidenceWith();
    const expected = scoreEvidence(model, evidence);
    const result = await rescored(evidence);
    expect(result).toMatchObject({
      score: expected.score,
      logit: expected.logit,
      level: expected.level,
      recomputed: { q: expected.q, delta: 0 },
      flags: [],
      degraded: [],
    });
    expect(result.reasons.reduce((sum, { weight }) => sum + weight, 0)).toBe(result.logit);
    expect(Object.values(result.groups).reduce((sum, weight) => sum + weight, 0)).toBe(result.logit);
  });

  it.each([1, -1, 1_000_000, 2 ** 31 - 1, -(2 ** 31)])(
    'keeps our score when the claim is off by or at %d',
    async (off) => {
      const evidence = evidenceWith();
      const { q, score, level } = scoreEvidence(model, evidence);
      const claimed = Math.abs(off) > 1_000_000 ? off : q + off;
      const result = await rescored(evidence, { claims: { q: claimed } });
      expect(result).toMatchObject({
        score,
        level,
        claimed: { q: claimed },
        recomputed: { q, delta: claimed - q },
      });
      expect(result.flags).toEqual(['score_mismatch']);
    },
  );

  it('gives the evidence that it scored, whatever was claimed', async () => {
    const { evidence } = await rescored(evidenceWith(), { claims: { q: 5 } });
    expect(evidence).toEqual(evidenceWith());
  });

  it('has no reasons when they are not asked for, and the same score', async () => {
    const evidence = evidenceWith();
    const [short, long] = [await rescored(evidence, { explain: false }), await rescored(evidence)];
    expect(short.reasons).toEqual([]);
    expect(long.reasons.length).toBeGreaterThan(0);
    expect(short.score).toBe(long.score);
  });

  it('is unknown and flagged when the evidence is thin', async () => {
    const thin = { ...evidenceWith(), missing: new Uint8Array(FEATURES.length).fill(1) };
    expect(await rescored(thin)).toMatchObject({ level: 'unknown', flags: ['sparse_evidence'] });
  });

  it('is never low with an ephemeral key, and never low or medium with reduced consent', async () => {
    const levels = { plain: new Set<string>(), ephemeral: new Set<string>(), reduced: new Set<string>() };
    await fc.assert(
      fc.asyncProperty(anyEvidence.map(intoRange), async (evidence) => {
        const at = async (flags: number) =>
          (await rescored({ ...evidence, flags }, { explain: false })).level;
        const [plain, ephemeral, reduced] = [await at(0), await at(1), await at(8)];
        levels.plain.add(plain);
        expect(ephemeral).toBe(plain === 'low' ? 'medium' : plain);
        expect(reduced).toBe(plain === 'high' ? 'high' : 'unknown');
      }),
      { numRuns: 60 },
    );
    expect(levels.plain.size).toBeGreaterThan(1);
  });

  it('says so when the key or the consent limits it', async () => {
    const result = await rescored(evidenceWith({}, 9));
    expect(result).toMatchObject({ key: { ephemeral: true }, flags: ['ephemeral_key', 'reduced_consent'] });
  });
});

describe('evidence with one byte changed', () => {
  const bytes = encodeEvidence(evidenceWith());
  const changes = Array.from(bytes, (_, at) => at).flatMap((at) =>
    [1, 0x40, 0x80].map((mask) => [at, mask] as const),
  );
  const change = ([at, mask]: readonly [number, number]) =>
    bytes.map((byte, i) => (i === at ? byte ^ mask : byte));

  it('is not what was signed', async () => {
    const [header, payload = '', signature] = (await tokenOf(evidenceWith())).split('.');
    const text = Buffer.from(payload, 'base64url').toString();
    for (const one of changes) {
      const changed = text.replace(encodeBase64url(bytes), encodeBase64url(change(one)));
      const token = `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
      expect(await verifier.verify(token, request)).toMatchObject({ code: 'signature_invalid' });
    }
  });

  it('and signed again is invalid, or scored as what it has become', async () => {
    const { q } = scoreEvidence(model, evidenceWith());
    const outcomes = { invalid: 0, changed: 0 };
    for (const one of changes) {
      const evidence = readEvidence(model, change(one));
      const ev = encodeBase64url(change(one));
      const token = await forge.token({ claims: { mdl: model.id, ev, q, rc: [] } });
      const result = await verifier.verify(token, { ...request, explain: false });
      if (!evidence.ok) {
        outcomes.invalid++;
        expect(result).toMatchObject({ ok: false, code: 'evidence_invalid' });
        continue;
      }
      const expected = scoreEvidence(model, evidence.value).q;
      expect(result).toMatchObject({ ok: true, recomputed: { q: expected, delta: q - expected } });
      expect(result.ok && result.flags.includes('score_mismatch')).toBe(expected !== q);
      if (expected !== q) outcomes.changed++;
    }
    expect(outcomes.invalid).toBeGreaterThan(0);
    expect(outcomes.changed).toBeGreaterThan(0);
  });
});

describe('the time the evidence claims', () => {
  const NOW = forge.setting.now;
  const minute = evidenceWith({ 'flow.first_action_ms': 60_000 });

  it('is implausible when the page was served later than that', async () => {
    expect((await rescored(minute, { servedAt: NOW - 3 })).flags).toContain('implausible_timing');
    expect((await rescored(minute, { servedAt: NOW - 120 })).flags).not.toContain('implausible_timing');
  });

  it('grows with every kind of pause', async () => {
    const slow = evidenceWith({ 'flow.first_action_ms': 0, 'flow.character_ms': 2000 });
    expect((await rescored(slow, { servedAt: NOW - 8 })).flags).toContain('implausible_timing');
  });

  it('is compared with the nonce only where the nonce came with the page', async () => {
    const actions = { checkout: { nonceInPage: true } };
    const strict = create({ models: [model], actions });
    const nonce = await forge.nonce({ iat: NOW - 3 });
    const flags = async (which: typeof verifier) => {
      const result = await which.verify(await tokenOf(minute, { nonce }), request);
      return result.ok ? result.flags : [];
    };
    expect(await flags(strict)).toContain('implausible_timing');
    expect(await flags(verifier)).not.toContain('implausible_timing');
  });

  it('is nothing when the feature is missing', async () => {
    const index = FEATURES.findIndex(({ name }) => name === 'flow.first_action_ms');
    const missing = minute.missing.map((_, i) => (i === index ? 1 : 0));
    const values = minute.values.map((value, i) => (i === index ? 0 : value));
    expect((await rescored({ ...minute, values, missing }, { servedAt: NOW - 10 })).flags).not.toContain(
      'implausible_timing',
    );
  });
});

describe('a model without weights', () => {
  const { logitScale, calibration } = model.manifest;
  const thresholds = { medium: 0.3, high: 0.8, source: 'arbitrary, for tests' };
  const outline = { id: model.id, schema: SCHEMA_ID, features: FEATURES.length };

  it.each([
    [-1000, 'medium'],
    [1000, 'high'],
  ])('turns the claim %d into %s at best', async (q, level) => {
    const limited = create({ models: [{ ...outline, scale: { logitScale, calibration, thresholds } }] });
    const result = await limited.verify(await tokenOf(evidenceWith(), { q }), request);
    expect(result).toMatchObject({
      ok: true,
      level,
      recomputed: null,
      degraded: ['not_rescored'],
      flags: ['not_rescored'],
    });
  });

  it('is unknown without a scale', async () => {
    const result = await create({ models: [outline] }).verify(await tokenOf(evidenceWith()), request);
    expect(result).toMatchObject({ ok: true, level: 'unknown', score: null, logit: null });
  });
});

describe('evidence no page can send', () => {
  it.each([
    ['of another schema', { ...evidenceWith(), schema: SCHEMA_ID + 1 }],
    [
      'with one feature less',
      {
        ...evidenceWith(),
        values: new Int8Array(FEATURES.length - 1),
        missing: new Uint8Array(FEATURES.length - 1),
      },
    ],
    ['outside a feature’s range', { ...evidenceWith(), values: new Int8Array(FEATURES.length).fill(127) }],
  ])('is invalid: %s', async (_name, evidence) => {
    const ev = encodeBase64url(encodeEvidence(evidence));
    const result = await verifier.verify(await forge.token({ claims: { mdl: model.id, ev } }), request);
    expect(result).toMatchObject({ ok: false, code: 'evidence_invalid' });
  });

  it('covers every group, so that no mask goes untested', () => {
    expect(GROUP_NAMES.every((group) => MEMBERS[group].length >= GROUPS[group].minPresent)).toBe(true);
  });
});
