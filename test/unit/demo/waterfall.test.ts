import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percent, signed } from '../../../demo/pages/format.ts';
import { digitsFor, runningTotals, type Step, waterfall } from '../../../demo/pages/waterfall.ts';

const steps = fc.array(
  fc.integer({ min: -200, max: 200 }).map((q): Step => {
    const weight = q / 16;
    return { title: 't', code: 'c', weight, direction: weight > 0 ? 'risk' : 'trust' };
  }),
  { minLength: 1, maxLength: 9 },
);

/** Left and right edge of each bar, and where its total is marked, read from the drawing. */
function barsOf(text: string) {
  return [
    ...text.matchAll(
      /<rect class="\w+" x="([\d.]+)"[^>]* width="([\d.]+)"[\s\S]*?class="now" x1="([\d.]+)"/g,
    ),
  ].map(([, x, width, now]) => ({ left: Number(x), right: Number(x) + Number(width), now: Number(now) }));
}

describe('the reasons drawn as bars', () => {
  it('add up to the logit exactly', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const sum = drawn.reduce((total, { weight }) => total + weight, 0);
        expect(runningTotals(drawn).at(-1)).toBe(sum);
        expect(String(waterfall('all', drawn))).toContain(`<th scope="row">Sum, the logit</th>`);
      }),
    );
  });

  it('start where the bar before ended', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const bars = barsOf(String(waterfall('all', drawn))).slice(0, -1);
        expect(bars).toHaveLength(drawn.length);
        bars.slice(1).forEach(({ left, right }, index) => {
          const before = bars[index]?.now ?? Number.NaN;
          // Attributes are rounded to a tenth of a thousandth of the width; a bar is never thinner than 2.
          expect(Math.min(Math.abs(left - before), Math.abs(right - before))).toBeLessThanOrEqual(2.2);
        });
      }),
    );
  });

  it('show as many decimals as a reader needs to add them up', () => {
    expect(digitsFor([0.25, -1.5])).toBe(2);
    expect(digitsFor([0.0625])).toBe(4);
    expect(signed(-0.0625, 4)).toBe('−0.0625');
    expect(signed(2)).toBe('+2.00');
  });

  it('never claim certainty', () => {
    expect([0, 0.0004, 0.5, 0.9996, 1].map(percent)).toEqual([
      '< 0.1 %',
      '< 0.1 %',
      '50.0 %',
      '> 99.9 %',
      '> 99.9 %',
    ]);
  });

  it('escape what they are given', () => {
    const text = String(
      waterfall('all', [{ title: '<b>', code: '"><script>', weight: 1, direction: 'risk' }]),
    );
    expect(text).not.toContain('<script>');
    expect(text).not.toContain('<b>');
  });
});
