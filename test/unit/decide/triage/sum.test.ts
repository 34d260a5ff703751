import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTEXT_TERMS, PRIOR } from '../../../../src/decide/triage/context.ts';
import { riskOf } from '../../../../src/decide/triage/risk.ts';
import { partsOf, sumOf } from '../../../../src/decide/triage/sum.ts';

const context = fc.subarray(CONTEXT_TERMS.map(({ code, weight, text }) => ({ code, weight, text })));
const groups = fc.dictionary(
  fc.constantFrom('path', 'keys', 'baseline', 'constructor', '__proto__'),
  fc.oneof(
    fc.double({ min: -9, max: 9, noNaN: true }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
  ),
);

describe('the sum that ranks a visit', () => {
  it('is the sum of the parts that are shown', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), groups, context, (score, own, reasons) => {
        const shown = partsOf({ score, groups: own }, reasons).reduce((sum, { weight }) => sum + weight, 0);
        expect(shown).toBeCloseTo(sumOf(score, reasons) ?? Number.NaN, 9);
      }),
    );
  });

  it.each([-1, Number.NaN, 2])('has no base for a score of %d, and only says the facts', (score) => {
    const reasons = [{ code: 'strange_key', weight: 0.5, text: 'The device is new to this account.' }];
    expect(sumOf(score, reasons)).toBeNull();
    expect(partsOf({ score, groups: { path: 1 } }, reasons)).toEqual([{ ...reasons[0], kind: 'context' }]);
  });

  it('shows where visits start, then what speaks most', () => {
    const parts = partsOf({ score: 0.5, groups: { baseline: -2, keys: 0.5, path: 1.5, touch: 0 } }, []);
    expect(parts.map(({ kind, code, weight }) => [kind, code, weight])).toEqual([
      ['base', 'baseline', -2],
      ['group', 'path', 1.5],
      ['group', 'keys', 0.5],
    ]);
  });
});

describe('a visit like a person’s', () => {
  it('says no more against fraud than that it was no script, and the sum shows that', () => {
    expect(sumOf(0.001, [])).toBe(-1);
    expect(sumOf(0.2, [])).toBe(-1);
    expect(sumOf(0.4, [])).toBeCloseTo(Math.log(0.4 / 0.6), 9);
    expect(partsOf({ score: 0.05, groups: {} }, []).map(({ code }) => code)).toEqual([
      'baseline',
      'person_like',
    ]);
    expect(partsOf({ score: 0.4, groups: {} }, []).map(({ code }) => code)).toEqual(['baseline']);
  });

  it.each(['many_cards', 'many_accounts', 'copied_behaviour', 'stolen_cookie', 'someone_else_far_away'])(
    'ranks with %s at the least like a script without it',
    (code) => {
      const fact = CONTEXT_TERMS.filter((term) => term.code === code);
      expect(sumOf(0.001, fact)).toBeGreaterThanOrEqual(sumOf(0.95, []) ?? Number.NaN);
    },
  );
});

describe('the risk', () => {
  it('grows with the sum and lies within its interval', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
        const { low, p, high } = riskOf(z, PRIOR);
        expect(low).toBeLessThanOrEqual(p ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(p ?? Number.NaN);
        expect(riskOf(z + 0.5, PRIOR).p).toBeGreaterThanOrEqual(p ?? Number.NaN);
      }),
    );
  });
});
