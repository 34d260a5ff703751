import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import { loadModel } from '../../../src/scoring/model.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import type { SiteMeasures } from '../../../src/scoring/site-measures.ts';
import { scoreAligned } from '../../../src/server/model/score-aligned.ts';

const file = (name: string) => readFile(new URL(`../../../model/${name}`, import.meta.url));
const loaded = await loadModel(await file('tellsign.onnx'), JSON.parse(`${await file('manifest.json')}`));
if (!loaded.ok) throw new Error(loaded.code);
const model = loaded.value;

const places = { minLength: FEATURES.length, maxLength: FEATURES.length };
const anyEvidence = fc
  .tuple(fc.int8Array({ ...places, min: -127 }), fc.uint8Array({ ...places, max: 1 }))
  .map(([values, missing]) => ({ schema: SCHEMA_ID, flags: 0, values, missing }));
const offset = fc.double({ min: -40, max: 40, noNaN: true });
const anyMeasures: fc.Arbitrary<SiteMeasures> = fc.record({
  features: fc.array(
    fc.option(fc.record({ offset, slope: fc.double({ min: 0, max: 1, noNaN: true }) })),
    places,
  ),
  thresholds: fc.double({ min: -1, max: 1, noNaN: true }),
});
const ORDER = ['low', 'unknown', 'medium', 'high'];

describe("a score by a site's own measures", () => {
  it('is never worse than the shipped one, whatever the measures are', () => {
    fc.assert(
      fc.property(anyEvidence, anyMeasures, (evidence, measures) => {
        const [shipped, own] = [scoreEvidence(model, evidence), scoreAligned(model, evidence, measures)];
        expect(own.logit).toBeLessThanOrEqual(shipped.logit);
        expect(ORDER.indexOf(own.level)).toBeLessThanOrEqual(ORDER.indexOf(shipped.level));
      }),
    );
  });

  it('is the shipped one where the thresholds alone would make it worse', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const { score } = scoreEvidence(model, evidence);
        const thresholds = { medium: score + 0.05 * (1 - score), high: 1 };
        const near = { ...model, manifest: { ...model.manifest, thresholds } };
        const strict: SiteMeasures = { features: [], thresholds: -0.5 };
        expect(scoreAligned(near, evidence, strict)).toEqual({
          ...scoreEvidence(near, evidence),
          unfamiliar: [],
        });
      }),
    );
  });
});
