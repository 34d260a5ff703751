import { describe, expect, it } from 'vitest';
import type { Row } from '../../../train/data/row.ts';
import { pickWeighted, recorderWeight, stratumOf, stratumWeights } from '../../../train/data/weighted.ts';
import { createRandom } from '../../../train/random.ts';

const row = (source: string, subject: string, family = 'human'): Row => ({
  values: new Float64Array(),
  missing: new Uint8Array(),
  automation: family !== 'human',
  subject,
  source,
  family,
  horizon: 'whole',
  modality: 'pointer',
  session: subject,
});

describe('a draw by weight', () => {
  it('takes each item as often as its weight says', () => {
    const random = createRandom('weighted');
    const items = [
      { item: 'rare', weight: 1 },
      { item: 'often', weight: 3 },
      { item: 'never', weight: 0 },
    ];
    const drawn = Array.from({ length: 4000 }, () => pickWeighted(items, random));
    expect(drawn.filter((item) => item === 'often').length / 4000).toBeCloseTo(0.75, 1);
    expect(drawn).not.toContain('never');
  });

  it('refuses an empty list', () => {
    expect(() => pickWeighted([], createRandom('weighted'))).toThrow(RangeError);
  });
});

describe('weights of strata', () => {
  it('grow slower than the people of a recorder, and are 1 for a family', () => {
    const rows = [
      ...Array.from({ length: 9 }, (_, n) => row('many', `p${n}`)),
      row('many', 'p0'),
      row('one', 'p'),
      row('many', 'p0', 'bezier'),
    ];
    expect(Object.fromEntries(stratumWeights(rows))).toEqual({
      many: recorderWeight(9),
      one: recorderWeight(1),
      bezier: 1,
    });
    expect(recorderWeight(9)).toBeLessThan(9 * recorderWeight(1));
    expect(rows.map(stratumOf).at(-1)).toBe('bezier');
  });
});
