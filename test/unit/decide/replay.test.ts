import { describe, expect, it } from 'vitest';
import { compilePolicy, createPolicyBook, type Exported, replay } from '../../../src/decide/index.ts';
import { listOf } from './records/suite.ts';
import { accepted, BASKET, clock, decider, refused, T0 } from './setup.ts';

const LEVELS = ['low', 'medium', 'high', 'unknown'] as const;

/** A day of a shop: visits of every kind, and what became of some. */
async function recordedDay(): Promise<readonly Exported[]> {
  const { decide, label, records } = await decider();
  for (let i = 0; i < 60; i++) {
    clock.ms = T0 + i * 600_000;
    const key = { jkt: `k${i % 7}`, bound: true, ephemeral: false };
    const visit = i % 11 === 0 ? refused('missing') : accepted({ level: LEVELS[i % 4] ?? 'low', key });
    const request = {
      ...BASKET,
      account: `a${i % 5}`,
      card: `c${i % 9}`,
      amount: i % 13 === 0 ? undefined : 40 * i,
    };
    const { id } = await decide(visit, request);
    if (i % 6 === 0)
      await label(id, {
        outcome: i % 4 === 0 ? 'fraudulent' : 'legitimate',
        reason: 'refund',
        source: 'analyst',
        by: 'ann',
      });
  }
  return listOf(records.export());
}

const day = await recordedDay();
const live = (await createPolicyBook()).live('checkout')!;
const everybody = await compilePolicy({
  name: 'checkout',
  actions: ['checkout'],
  rules: [
    { id: 'big', when: 'amount > 1000.0', then: 'deny' },
    { id: 'all', when: 'true', then: 'allow' },
    { id: 'broken', when: "groups['none'] > 1.0", then: 'deny' },
  ],
  otherwise: {
    low: 'allow',
    medium: 'allow',
    high: 'allow',
    unknown: 'allow',
    refused: 'allow',
    missing: 'allow',
  },
});
if (!everybody.ok) throw new Error('the policy was not taken');
const other = everybody.policy;

describe('replay of the live revision', () => {
  it('is equal, from the records and from an export as JSON', async () => {
    for (const rows of [day, day.map((row) => JSON.parse(JSON.stringify(row)) as Exported)]) {
      const report = await replay(live, rows);
      expect(report).toMatchObject({ decisions: 60, changed: 0, unequal: 0 });
      expect(report.alerts.would).toBe(report.alerts.was);
      expect(report.loss.would).toBe(report.loss.was);
    }
  });

  it('tells where the records were changed', async () => {
    const rows = day.map((row, i) =>
      i === 3 ? { ...row, decision: { ...row.decision, outcome: 'deny' as const } } : row,
    );
    expect(await replay(live, rows)).toMatchObject({ unequal: 1, changed: 1 });
  });
});

describe('replay of another policy', () => {
  it('counts what would have changed', async () => {
    const report = await replay(other, day);
    const big = day.filter(({ decision }) => (decision.facts.amount ?? Number.POSITIVE_INFINITY) > 1000);
    expect(report.hits).toEqual({ big: big.length, all: 60, broken: 0 });
    expect(report.overlap).toMatchObject({ big: { all: big.length, broken: 0 }, all: { big: big.length } });
    expect([report.errors, report.unequal]).toEqual([60, 0]);
    expect(report.alerts.would).toBe(big.length);
    expect(report.changed).toBe(
      day.filter(
        ({ decision }) =>
          decision.outcome !== (big.some((row) => row.decision.id === decision.id) ? 'deny' : 'allow'),
      ).length,
    );
    const total = Object.values(report.outcomes)
      .flatMap(Object.values)
      .reduce((sum: number, count) => sum + Number(count), 0);
    expect(total).toBe(60);
  });

  it('weighs what is labelled', async () => {
    const labelled = (outcome: string) => day.filter(({ labels }) => labels[0]?.outcome === outcome);
    const passes = (row: Exported) => (row.decision.facts.amount ?? Number.POSITIVE_INFINITY) <= 1000;
    const report = await replay(other, day);
    expect(report.loss.would).toBe(
      labelled('fraudulent')
        .filter(passes)
        .reduce((sum, { decision }) => sum + (decision.facts.amount ?? 0), 0),
    );
    expect(report.goodCustomers.would).toBe(labelled('legitimate').filter((row) => !passes(row)).length);
    expect(report.goodCustomers.was).toBe(
      labelled('legitimate').filter(({ decision }) => decision.outcome !== 'allow').length,
    );
  });

  it('looks at the time, the action and no outage', async () => {
    expect((await replay(other, day, { fromMs: T0 + 600_000, toMs: T0 + 1_800_000 })).decisions).toBe(2);
    expect((await replay({ ...other, actions: ['login'] }, day)).decisions).toBe(0);
    const outage = day.map((row) => ({
      ...row,
      decision: { ...row.decision, failover: 'records' as const },
    }));
    expect((await replay(other, outage)).decisions).toBe(0);
  });

  it('tells how far it is', async () => {
    const many = Array.from({ length: 40 }, () => day).flat();
    const seen: number[] = [];
    await replay(other, many, { onProgress: (count) => seen.push(count) });
    expect(seen).toEqual([1000, 2000]);
  });
});
