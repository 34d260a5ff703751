import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_BOUND, distanceOf, isWithin, MONTH_BOUND, shrink } from '../../../../src/decide/learn/bound.ts';
import { calibrate } from '../../../../src/decide/learn/calibrate.ts';
import { applicationOf, rollBackOf } from '../../../../src/decide/learn/change.ts';
import { LEAST_SLOPE } from '../../../../src/decide/learn/platt.ts';
import { anchorsOf, reigning, reignsOf } from '../../../../src/decide/learn/reigns.ts';
import type { StoredCalibration } from '../../../../src/decide/records/learning.ts';
import { PRIOR } from '../../../../src/decide/triage/context.ts';
import { type Curve, logitAt } from '../../../../src/decide/triage/curve.ts';
import { proposal } from './proposal.ts';
import { DAY, label, lineVisits, NOW, visit } from './visits.ts';

const anyCurve = fc.record({
  slope: fc.double({ min: 0.05, max: 5, noNaN: true }),
  intercept: fc.double({ min: -20, max: 20, noNaN: true }),
  halfWidth: fc.double({ min: 0.05, max: 1.4, noNaN: true }),
});
const anyZ = fc.double({ min: -60, max: 60, noNaN: true });
const ends = (curve: Curve, z: number) =>
  [0, curve.halfWidth, -curve.halfWidth].map((shift) => logitAt(curve, z) + shift);

/** No visit's p, and no end of its interval, has moved further. */
function expectWithin(a: Curve, b: Curve, limit: number): void {
  for (const z of [-40, -8.1, -8, -3, 0, 2.5, 8, 8.1, 40])
    for (const [index, end] of ends(a, z).entries())
      expect(Math.abs(end - (ends(b, z)[index] ?? Number.NaN))).toBeLessThanOrEqual(limit);
}

describe('the bound on a curve', () => {
  it('holds for every visit, and for the ends of its interval', () => {
    fc.assert(
      fc.property(
        anyCurve,
        anyCurve,
        anyZ,
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (from, to, z, limit) => {
          const moved = shrink(from, to, [{ curve: from, limit }]);
          expect(moved).not.toBeNull();
          if (moved === null) return;
          for (const [index, end] of ends(moved.curve, z).entries())
            expect(Math.abs(end - (ends(from, z)[index] ?? Number.NaN))).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  it('is used up where the fit lies beyond it', () => {
    const to = { slope: 2, intercept: 3, halfWidth: 0.2 };
    const moved = shrink(PRIOR, to, [{ curve: PRIOR, limit: DAY_BOUND }]);
    expect(distanceOf(moved?.curve ?? PRIOR, PRIOR)).toBeCloseTo(DAY_BOUND, 6);
    expect(moved?.share).toBeLessThan(0.1);
  });

  it('lets a fit that lies within it as it is', () => {
    const to = { ...PRIOR, intercept: PRIOR.intercept + 0.1 };
    expect(shrink(PRIOR, to, [{ curve: PRIOR, limit: DAY_BOUND }])?.share).toBe(1);
  });

  it('lets nothing move that has passed it already', () => {
    const far = { ...PRIOR, intercept: 5 };
    expect(shrink(PRIOR, PRIOR, [{ curve: far, limit: DAY_BOUND }])).toBeNull();
  });

  it('holds beyond ±8, where every curve runs on with the slope of the prior', () => {
    const steep = { ...PRIOR, slope: 1.5, intercept: 0 };
    expect(logitAt(steep, 30) - logitAt(steep, 8)).toBeCloseTo(22 * PRIOR.slope);
    expect(logitAt(PRIOR, 30)).toBeCloseTo(30 * PRIOR.slope + PRIOR.intercept);
  });
});

/** A label of anybody, about anything. */
const anyVisit = fc
  .record({
    z: fc.double({ min: -40, max: 40, noNaN: true }),
    propensity: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    isFraud: fc.boolean(),
    by: fc.constantFrom('ann', 'bob', 'cat', 'dan', 'eve', 'fay'),
  })
  .map(({ isFraud, by, ...rest }) =>
    visit({ ...rest, labels: [label({ by, outcome: isFraud ? 'fraudulent' : 'legitimate' })] }),
  );

describe('labels', () => {
  it('move no visit further than the bound, and never turn the order around', () => {
    fc.assert(
      fc.property(
        fc.array(anyVisit, { minLength: 200, maxLength: 260 }),
        fc.array(anyZ, { maxLength: 50 }),
        anyCurve,
        (visits, traffic, incumbent) => {
          const anchors = [{ curve: incumbent, limit: DAY_BOUND }];
          const given = { visits, traffic, incumbent, anchors, gold: null, nowMs: NOW };
          const calibrated = calibrate({ ...given, maturityMs: 45 * DAY });
          if (!calibrated.ok) return;
          expectWithin(calibrated.curve, incumbent, DAY_BOUND);
          expect(calibrated.curve.slope).toBeGreaterThanOrEqual(LEAST_SLOPE);
          expect(calibrated.report.fit.slope).toBeGreaterThanOrEqual(LEAST_SLOPE);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('move it all the way where that is near', () => {
    const incumbent = { slope: 1, intercept: -1.1, halfWidth: 0.3 };
    const given = { visits: lineVisits(2000), traffic: [-2, 0, 2], incumbent, gold: null, nowMs: NOW };
    const anchors = [{ curve: incumbent, limit: MONTH_BOUND }];
    const calibrated = calibrate({ ...given, anchors, maturityMs: 45 * DAY });
    expect(calibrated.ok && calibrated.curve.slope).toBeCloseTo(1, 1);
    expect(calibrated.ok && calibrated.curve.intercept).toBeCloseTo(-1, 1);
  });

  it.each([
    ['labels_too_few', lineVisits(199)],
    ['labels_one_sided', Array.from({ length: 300 }, () => visit())],
  ] as const)('teach nothing where %s', (code, visits) => {
    const anchors = [{ curve: PRIOR, limit: DAY_BOUND }];
    const given = { visits, traffic: [], incumbent: PRIOR, anchors, gold: null };
    expect(calibrate({ ...given, nowMs: NOW, maturityMs: 0 })).toMatchObject({ ok: false, code });
  });
});

const step = fc.oneof(
  fc.record({ kind: fc.constant('propose' as const), curve: anyCurve, isForged: fc.boolean() }),
  fc.record({ kind: fc.constant('back' as const) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: -5, max: 60 }) }),
);

describe('curves in force', () => {
  it('within a day of each other differ by the bound at the most, and within a month by its', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let calibrations: readonly StoredCalibration[] = [];
        let nowMs = NOW;
        const before: Curve[] = [PRIOR];
        const history: Curve[] = [PRIOR];
        const put = (one: StoredCalibration) => {
          calibrations = [...calibrations.filter(({ id }) => id !== one.id), one];
        };
        for (const [index, one] of steps.entries()) {
          if (one.kind === 'wait') nowMs += one.hours * 3_600_000;
          if (one.kind === 'back') {
            const back = rollBackOf({ calibrations, gold: [] }, { action: 'checkout', by: 'ann', nowMs });
            if (!back.ok) continue;
            put(back.value);
            before.pop();
            history.push(before.at(-1) ?? PRIOR);
          }
          if (one.kind !== 'propose') continue;
          const reigns = reignsOf(calibrations, 'checkout');
          const current = reigning(calibrations, 'checkout');
          const anchors = anchorsOf(reigns, { nowMs, isNamed: false });
          const shrunk = shrink(current.curve, one.curve, anchors)?.curve ?? one.curve;
          const curve = one.isForged ? one.curve : shrunk;
          const id = `c${index}`;
          put(proposal(id, curve, { replaces: current.id, proposedMs: nowMs }));
          const request = { id, by: 'ann', isNamed: false, nowMs, needsSecondPerson: false };
          const applied = applicationOf({ calibrations, gold: [] }, request);
          if (!applied.ok) continue;
          put(applied.value);
          before.push(curve);
          history.push(curve);
        }
        const reigns = reignsOf(calibrations, 'checkout');
        expect(reigns.map(({ curve }) => curve)).toEqual(history);
        for (const a of reigns)
          for (const b of reigns) {
            if (b.fromMs < a.fromMs) continue;
            if (b.fromMs - a.toMs < DAY) expectWithin(a.curve, b.curve, DAY_BOUND);
            if (b.fromMs - a.toMs < 30 * DAY) expectWithin(a.curve, b.curve, MONTH_BOUND);
          }
      }),
      { numRuns: 150 },
    );
  });

  it('go further in a month where a person answers for it, and no further in a day', () => {
    const far = { ...PRIOR, intercept: PRIOR.intercept + 0.25 * (1 - 1e-6) };
    let calibrations: readonly StoredCalibration[] = [];
    const results = [0, 1, 2, 3, 4, 5].map((index) => {
      const nowMs = NOW + index * 1.1 * DAY;
      const current = reigning(calibrations, 'checkout');
      const curve = { ...far, intercept: current.curve.intercept + 0.25 * (1 - 1e-6) };
      const one = proposal(`c${index}`, curve, { replaces: current.id, proposedMs: nowMs });
      calibrations = [...calibrations, one];
      const request = { id: one.id, by: 'ann', nowMs, needsSecondPerson: false };
      const applied = applicationOf({ calibrations, gold: [] }, { ...request, isNamed: index === 5 });
      if (applied.ok) calibrations = [...calibrations.slice(0, -1), applied.value];
      return applied.ok ? 'applied' : applied.code;
    });
    expect(results).toEqual(['applied', 'applied', 'applied', 'applied', 'bound_spent', 'applied']);
    expect(isWithin(reigning(calibrations, 'checkout').curve, [{ curve: PRIOR, limit: 1 }])).toBe(false);
  });
});
