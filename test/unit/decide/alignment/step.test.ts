import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlignmentCounts, emptyParts, PARTS } from '../../../../src/decide/alignment/counts.ts';
import { BINS } from '../../../../src/decide/alignment/histogram.ts';
import {
  distanceOf,
  isWithinWeek,
  SHIPPED_MEASURES,
  type Stepping,
  stepOf,
  WEEK_LOGITS,
  WEEK_STEPS,
} from '../../../../src/decide/alignment/step.ts';
import type { Reference } from '../../../../src/decide/alignment/wanted.ts';
import { SCHEMA } from '../../../../src/decide/campaign/modalities.ts';
import {
  type FeatureShift,
  MOST_STEPS,
  moveOf,
  type SiteMeasures,
  thresholdMoveOf,
} from '../../../../src/scoring/site-measures.ts';

const reference: Reference = {
  schema: SCHEMA.id,
  model: 'model',
  features: Array.from({ length: SCHEMA.features }, (_, feature) =>
    feature < 4 ? { median: 0, iqr: 40 } : null,
  ),
  mediumLogit: 0.5,
};
const enough = { schema: SCHEMA.id, model: 'model', visits: 400, keys: 300, days: 8 };

/** Every group of keys has these bins of the first feature. */
function countsOf(fill: (part: Float64Array, index: number) => void): AlignmentCounts {
  const parts = emptyParts();
  for (const [index, part] of parts.entries()) fill(part, index);
  return { ...enough, parts };
}
/** Forty visits of each group between two values of the first feature. */
const between = (low: number, high: number) =>
  countsOf((part) => {
    for (let visit = 0; visit < 40; visit++) {
      const bin = Math.round((low + ((high - low) * visit) / 39 + 132) / 8 - 0.5);
      part[bin] = (part[bin] ?? 0) + 1;
    }
  });
const anyCounts = fc
  .array(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 4 * BINS, maxLength: 4 * BINS }), {
    minLength: PARTS,
    maxLength: PARTS,
  })
  .chain((rows) =>
    fc.array(fc.integer({ min: 0, max: 90 }), { minLength: BINS, maxLength: BINS }).map((logits) =>
      countsOf((part, index) => {
        part.set(rows[index] ?? []);
        part.set(logits, SCHEMA.features * BINS);
      }),
    ),
  );
const anyNumber = fc.oneof(fc.double({ min: -400, max: 400, noNaN: true }), fc.double());
const anyShift: fc.Arbitrary<FeatureShift> = fc.record({ offset: anyNumber, slope: anyNumber });
const anyMeasures: fc.Arbitrary<SiteMeasures> = fc.record({
  features: fc.array(fc.option(anyShift), { maxLength: 5 }),
  thresholds: anyNumber,
});
const values = Array.from({ length: 255 }, (_, index) => index - 127);
const first = { reference, inForce: SHIPPED_MEASURES, anchors: null } as const;

function measuresOf(stepping: Stepping): SiteMeasures {
  const stepped = stepOf(stepping);
  if (!stepped.ok) throw new Error(stepped.code);
  return stepped.measures;
}

describe('a step of site alignment', () => {
  it('puts the site’s median onto the reference’s', () => {
    const { features } = measuresOf({ ...first, counts: between(4, 44) });
    // The histogram knows a value to within its bin.
    expect(Math.abs(24 + moveOf(features[0] as FeatureShift, 24))).toBeLessThanOrEqual(4);
    expect(features[1]).toBeNull();
  });

  it('moves a feature down as well as up', () => {
    const { features } = measuresOf({ ...first, counts: between(-44, -4) });
    expect(moveOf(features[0] as FeatureShift, -24)).toBeGreaterThan(20);
  });

  it('never moves a value past the whole bound, whatever was counted', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const stepped = stepOf({ ...first, counts });
        if (!stepped.ok) return;
        for (const shift of stepped.measures.features)
          if (shift)
            for (const value of values)
              expect(Math.abs(moveOf(shift, value))).toBeLessThanOrEqual(MOST_STEPS);
      }),
      { numRuns: 40 },
    );
  });

  it('stays within a week’s bound of everything in force, whatever was counted', () => {
    fc.assert(
      fc.property(anyCounts, anyMeasures, (counts, inForce) => {
        const stepped = stepOf({ counts, reference, inForce, anchors: [] });
        if (!stepped.ok) return;
        expect(isWithinWeek(stepped.measures, inForce)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('stays within a week’s bound of what was in force before, or goes nowhere', () => {
    fc.assert(
      fc.property(anyCounts, anyMeasures, (counts, before) => {
        const stepped = stepOf({ counts, reference, inForce: SHIPPED_MEASURES, anchors: [before] });
        if (!stepped.ok) return;
        for (let feature = 0; feature < 5; feature++) {
          const shift = stepped.measures.features[feature];
          const isKept = distanceOf(shift, before.features[feature]) <= WEEK_STEPS;
          expect(isKept || !shift).toBe(true);
          expect(distanceOf(shift, null)).toBeLessThanOrEqual(WEEK_STEPS);
        }
        expect(Math.abs(thresholdMoveOf(stepped.measures))).toBeLessThanOrEqual(WEEK_LOGITS);
      }),
      { numRuns: 25 },
    );
  });

  it('is not the word of fewer than half of the groups of keys', () => {
    const honest = countsOf((part) => part.fill(10, 14, 19));
    const attacked = countsOf((part, index) => {
      if (index < 3) part[32] = 100_000;
      else part.fill(10, 14, 19);
    });
    const [clean, poisoned] = [honest, attacked].map((counts) =>
      measuresOf({ ...first, counts: { ...counts } }),
    );
    expect(distanceOf(clean?.features[0], poisoned?.features[0])).toBe(0);
  });

  it.each([
    ['visits_too_few', { visits: 299 }],
    ['visits_too_few', { keys: 199 }],
    ['visits_too_few', { days: 6 }],
    ['histogram_schema', { schema: SCHEMA.id + 1 }],
    ['histogram_schema', { parts: [] }],
    ['profile_model', { model: 'another' }],
  ])('is refused as %s', (code, change) => {
    expect(stepOf({ ...first, counts: { ...between(4, 44), ...change } })).toMatchObject({ ok: false, code });
  });

  it('leaves thresholds alone at first, and then moves them by the bound of a week', () => {
    const counts = countsOf((part) => {
      part.fill(10, 14, 19);
      part.fill(20, SCHEMA.features * BINS + 16, SCHEMA.features * BINS + 20);
    });
    const aligned = measuresOf({ ...first, counts });
    expect(aligned.thresholds).toBe(0);
    const later = measuresOf({ counts, reference, inForce: aligned, anchors: [] });
    expect(later.thresholds).toBeCloseTo(WEEK_LOGITS, 6);
  });

  it('never compresses a site’s spread, which would hide scripts', () => {
    const { features } = measuresOf({ ...first, counts: between(-120, 124) });
    expect(features[0]?.slope).toBe(0);
  });

  it('is refused where nothing would move', () => {
    const counts = between(4, 44);
    const inForce = measuresOf({ ...first, counts });
    expect(stepOf({ counts, reference, inForce, anchors: [] })).toMatchObject({ code: 'nothing_moves' });
  });
});
