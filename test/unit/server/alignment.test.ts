import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FEATURES, GROUP_NAMES, GROUPS, MEMBERS, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { type Evidence, quantiseValue } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import type { SiteMeasures } from '../../../src/scoring/site-measures.ts';
import type { AlignmentSource } from '../../../src/server/index.ts';
import { loadModel } from '../../../src/server/model/model.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const file = (name: string) => readFile(new URL(`../../../model/${name}`, import.meta.url));
const loaded = await loadModel(await file('tellsign.onnx'), JSON.parse(`${await file('manifest.json')}`));
if (!loaded.ok) throw new Error(loaded.code);
const model = loaded.value;

const moving = new Set(GROUP_NAMES.filter((group) => GROUPS[group].alone).flatMap((group) => MEMBERS[group]));
/** The greatest that a feature can be, and 31 steps at most. */
const topOf = (index: number) =>
  Math.min(31, quantiseValue(FEATURES[index]?.max ?? 0, index, model.manifest));
/** A person of a site where every movement and rhythm sits a unit above the shipped middle. */
const evidence: Evidence = {
  schema: SCHEMA_ID,
  flags: 0,
  values: Int8Array.from(FEATURES, (_, index) => (moving.has(index) ? topOf(index) : 0)),
  missing: Uint8Array.from(FEATURES, (_, index) => (moving.has(index) ? 0 : 1)),
};
const measures: SiteMeasures = {
  features: FEATURES.map((_, index) => (moving.has(index) ? { offset: -31, slope: 0 } : null)),
  thresholds: 0,
};
const source = (decides: boolean, own = measures): AlignmentSource => ({
  decides,
  measuresFor: (id) => (id === model.id ? { profile: 'week-1', measures: own } : null),
});

async function verified(alignment?: AlignmentSource) {
  const { q } = scoreEvidence(model, evidence);
  const claims = { mdl: model.id, ev: encodeBase64url(encodeEvidence(evidence)), q };
  const verifier = create({ models: [model], ...(alignment && { alignment }) });
  const result = await verifier.verify(await forge.token({ claims }), request);
  if (!result.ok) throw new Error(result.code);
  return result;
}

describe("a verdict by the measures of the site's own people", () => {
  it('says what it is by both, and leaves the shipped score and level as they were', async () => {
    const shipped = await verified();
    expect(shipped.aligned).toBeUndefined();
    const { aligned, ...rest } = await verified(source(false));
    expect(rest).toMatchObject({ score: shipped.score, logit: shipped.logit, level: shipped.level });
    expect(aligned).toMatchObject({ profile: 'week-1', decides: false, shipped: shipped.level });
    expect(aligned?.delta).not.toBe(0);
    const moved = Object.values(aligned?.groups ?? {}).reduce((sum, logits) => sum + logits, 0);
    expect(moved).toBeCloseTo(aligned?.delta ?? Number.NaN, 9);
  });

  it('rests on these measures where the site switched that on', async () => {
    const { level, aligned, score } = await verified(source(true));
    const shipped = await verified();
    expect([shipped.level, aligned?.shipped, aligned?.level]).toEqual(['high', 'high', 'low']);
    // Nobody's every value is the top of its range: what is implausible never gets better than medium.
    expect(level).toBe('medium');
    expect(score).toBe(shipped.score);
  });

  it('is the shipped one where the profile is of another model', async () => {
    const other = { ...source(true), measuresFor: () => null };
    expect((await verified(other)).aligned).toBeUndefined();
  });

  it('refuses an option that is no source', () => {
    expect(() => create({ models: [model], alignment: {} as AlignmentSource })).toThrow(/alignment/);
  });
});
