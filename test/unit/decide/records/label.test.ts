import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABEL_OUTCOMES, LABEL_SOURCES } from '../../../../src/decide/label/vocabulary.ts';
import { type Label, labelInForce, ownLabel } from '../../../../src/decide/records/label.ts';

let ids = 0;
const label = (change: Partial<Label> = {}): Label => ({
  ...{ id: `label-${ids++}`, outcome: 'fraudulent', reason: 'stolen_card', source: 'analyst', by: 'ann' },
  ...{ atMs: 1 },
  ...change,
});
const reversal = (of: Label): Label => ({ ...of, id: `label-${ids++}`, reverses: of.id });

describe('the label in force', () => {
  it('is none where nobody said anything', () => {
    expect(labelInForce([])).toBeNull();
  });

  it('is of the source whose word counts most, and of that the newest', () => {
    const labels = LABEL_SOURCES.flatMap((source, rank) => [
      label({ source, atMs: rank + 10 }),
      label({ source, atMs: rank + 11 }),
      label({ source, atMs: rank }),
    ]);
    for (const [rank, source] of LABEL_SOURCES.entries())
      expect(labelInForce(labels.slice(3 * rank))).toMatchObject({ source, atMs: rank + 11 });
  });

  it('is the one given later where two are of the same time', () => {
    const [one, two] = [label(), label({ by: 'bob' })];
    expect(labelInForce([one, two])).toBe(two);
    expect(labelInForce([two, one])).toBe(one);
  });

  it('is the next one where it was taken back', () => {
    const [older, newer] = [label({ atMs: 1 }), label({ atMs: 2 })];
    expect(labelInForce([older, newer, reversal(newer)])).toBe(older);
    expect(labelInForce([older, newer, reversal(newer), reversal(older)])).toBeNull();
  });

  it('is never a reversal, and never one that was taken back', () => {
    const one = fc.record({
      outcome: fc.constantFrom(...LABEL_OUTCOMES),
      source: fc.constantFrom(...LABEL_SOURCES),
      by: fc.constantFrom('ann', 'bob'),
      atMs: fc.nat(5),
      isReversed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (given) => {
        const rows = given.map(({ isReversed, ...change }) => ({ isReversed, row: label(change) }));
        const gone = rows.filter(({ isReversed }) => isReversed).map(({ row }) => row);
        const found = labelInForce([...rows.map(({ row }) => row), ...gone.map(reversal)]);
        const left = rows.filter(({ isReversed }) => !isReversed).map(({ row }) => row);
        if (found === null) expect(left).toEqual([]);
        else expect(left).toContain(found);
        for (const { source, atMs } of left) {
          const rank = LABEL_SOURCES.indexOf(source) - LABEL_SOURCES.indexOf(found?.source ?? 'import');
          expect(rank > 0 || (rank === 0 && atMs <= (found?.atMs ?? 0))).toBe(true);
        }
      }),
    );
  });
});

describe('somebody’s own label', () => {
  it('is the last one of that source that stands', () => {
    const [first, second, others] = [label(), label({ atMs: 2 }), label({ by: 'bob' })];
    const of = (labels: readonly Label[]) => ownLabel(labels, { source: 'analyst', by: 'ann' });
    expect(of([first, second, others])).toBe(second);
    expect(of([first, second, reversal(second)])).toBe(first);
    expect(of([others])).toBeUndefined();
  });
});
