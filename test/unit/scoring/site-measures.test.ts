import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../src/contract/features/index.ts';
import {
  alignEvidence,
  MOST_LOGITS,
  MOST_STEPS,
  type SiteMeasures,
  thresholdMoveOf,
} from '../../../src/scoring/site-measures.ts';

const anyMeasures: fc.Arbitrary<SiteMeasures> = fc.record({
  features: fc.array(fc.option(fc.record({ offset: fc.double(), slope: fc.double() })), {
    maxLength: FEATURES.length + 2,
  }),
  thresholds: fc.double(),
});
const anyEvidence = fc
  .tuple(
    fc.int8Array({ minLength: FEATURES.length, maxLength: FEATURES.length }),
    fc.uint8Array({ minLength: FEATURES.length, maxLength: FEATURES.length, max: 1 }),
  )
  .map(([values, missing]) => ({ schema: 3, flags: 0, values, missing }));

describe('site measures', () => {
  it('move no value by more than a unit, and none that is missing', () => {
    fc.assert(
      fc.property(anyEvidence, anyMeasures, (evidence, measures) => {
        const { values, missing } = alignEvidence(evidence, measures);
        values.forEach((value, index) => {
          const before = evidence.values[index] ?? 0;
          expect(Math.abs(value - before)).toBeLessThanOrEqual(missing[index] ? 0 : MOST_STEPS);
        });
      }),
    );
  });

  it('move thresholds by half a logit at most', () => {
    fc.assert(
      fc.property(fc.double(), (thresholds) => {
        expect(Math.abs(thresholdMoveOf({ thresholds }))).toBeLessThanOrEqual(MOST_LOGITS);
      }),
    );
  });

  it('keep the order of values where the slope does not reverse it', () => {
    const shift = fc.record({
      offset: fc.double({ min: -90, max: 90, noNaN: true }),
      slope: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const sorted = Int8Array.from({ length: FEATURES.length }, (_, index) => index - 60);
    const evidence = { schema: 3, flags: 0, values: sorted, missing: new Uint8Array(FEATURES.length) };
    fc.assert(
      fc.property(shift, (one) => {
        const { values } = alignEvidence(evidence, { features: FEATURES.map(() => one) });
        expect([...values]).toEqual([...values].toSorted((a, b) => a - b));
      }),
    );
  });
});
