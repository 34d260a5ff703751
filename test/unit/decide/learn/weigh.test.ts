import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../../../src/decide/learn/examples.ts';
import { NETWORK_SHARE, PSEUDO_LABELS, REVIEWER_SHARE, weigh } from '../../../../src/decide/learn/weigh.ts';
import type { LabelledVisit } from '../../../../src/decide/records/learning.ts';
import { DAY, label, NOW, visit } from './visits.ts';

const examplesFrom = (visits: readonly LabelledVisit[]) =>
  examplesOf(visits, { nowMs: NOW, maturityMs: 45 * DAY }).examples;

/** Few names, so that many labels share one. */
const name = (kind: string) => fc.option(fc.integer({ min: 0, max: 6 }).map((number) => `${kind}-${number}`));
const anyVisit = fc
  .record({
    z: fc.double({ min: -30, max: 30, noNaN: true }),
    propensity: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    account: name('account'),
    card: name('card'),
    jkt: name('key'),
    net: name('net'),
    by: fc.constantFrom('ann', 'bob', 'cat'),
    source: fc.constantFrom('chargeback', 'analyst', 'customer', 'challenge', 'import'),
    isFraud: fc.boolean(),
  })
  .map(({ by, source, isFraud, ...rest }) =>
    visit({
      ...rest,
      labels: [
        label({ by: 'other system', source: 'import', outcome: 'unsure' }),
        label({ by, source, outcome: isFraud ? 'fraudulent' : 'legitimate' }),
      ],
    }),
  );

describe('what labels weigh', () => {
  it('is a fifth at the most for one reviewer, however he spells his name, whatever source he gives', () => {
    const names = ['René', 'Rene\u0301', 'rené', 'René '];
    const sources = ['analyst', 'import'] as const;
    const own = names.flatMap((by) => sources.map((source) => ({ by, source })));
    const visits = Array.from({ length: 200 }, (_, index) =>
      visit({ labels: [label(index < 160 ? own[index % own.length] : { by: `other-${index}` })] }),
    );
    const { influence } = weigh(examplesFrom(visits));
    expect(influence[0]?.labels).toBe(160);
    expect(influence[0]?.kept).toBeLessThanOrEqual(REVIEWER_SHARE);
  });

  it('is nothing for a label that was taken back, though by a clock that is ahead', () => {
    const given = label();
    const taken = label({ reverses: given.id, atMs: NOW + 30_000 });
    expect(examplesFrom([visit({ labels: [given, taken] })])).toEqual([]);
  });

  it('is their weight for labels of different people', () => {
    const { examples, incumbent, cut } = weigh(
      examplesFrom(
        Array.from({ length: 100 }, (_, index) => visit({ labels: [label({ by: `r${index % 10}` })] })),
      ),
    );
    expect(examples.every(({ weight }) => weight === 1)).toBe(true);
    expect(incumbent).toBe(PSEUDO_LABELS);
    expect(cut).toEqual({ networks: 0, reviewers: 0, repeated: 0 });
  });

  it('is that of one label for all of a key', () => {
    const { examples } = weigh(examplesFrom(Array.from({ length: 40 }, () => visit({ jkt: 'one' }))));
    expect(examples.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
  });

  it('is at most a fifth for a reviewer who gave everything', () => {
    const { influence, incumbent } = weigh(examplesFrom(Array.from({ length: 1000 }, () => visit())));
    expect(influence).toHaveLength(1);
    expect(influence[0]?.given).toBeCloseTo(1000 / 1050);
    expect(influence[0]?.kept).toBeLessThanOrEqual(REVIEWER_SHARE);
    expect(influence[0]?.kept).toBeCloseTo(REVIEWER_SHARE);
    expect(incumbent).toBeCloseTo(0.8 * 1050);
  });

  it('is not held back for want of networks where the site gives none', () => {
    const { cut } = weigh(examplesFrom(Array.from({ length: 100 }, () => visit({ net: null }))));
    expect(cut.networks).toBe(0);
  });

  it('passes no cap, whatever the labels', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { minLength: 1, maxLength: 80 }), (visits) => {
        const examples = examplesFrom(visits);
        const weights = weigh(examples);
        const total = (of: (index: number) => boolean) =>
          weights.examples.reduce((sum, { weight }, index) => sum + (of(index) ? weight : 0), 0);
        const whole = total(() => true) + weights.incumbent;
        const most = Math.max(...examples.map(({ weight }) => weight));
        for (const kind of ['account', 'card', 'jkt'] as const)
          for (const value of new Set(examples.map(({ visit: own }) => own[kind])))
            if (value !== null)
              expect(total((index) => examples[index]?.visit[kind] === value)).toBeLessThanOrEqual(most);
        if (examples.some(({ visit: own }) => own.net !== null))
          for (const net of new Set(examples.map(({ visit: own }) => own.net)))
            expect(total((index) => examples[index]?.visit.net === net)).toBeLessThanOrEqual(
              NETWORK_SHARE * whole,
            );
        for (const { kept, source } of weights.influence)
          if (source !== 'chargeback') expect(kept).toBeLessThanOrEqual(REVIEWER_SHARE);
        expect(weights.incumbent).toBeGreaterThanOrEqual(PSEUDO_LABELS - 1e-9);
      }),
    );
  });
});
