import { describe, expect, it } from 'vitest';
import {
  compilePolicy,
  countRules,
  createPolicyBook,
  type Exported,
  replay,
} from '../../../src/decide/index.ts';
import { readExported } from '../../../src/decide/replay/read-exported.ts';
import { recordedDay } from './recorded-day.ts';
import { T0 } from './setup.ts';

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
      expect(report).toMatchObject({ decisions: 60, sameRevision: 60, changed: 0, unequal: 0 });
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
    const big = day.filter(({ decision }) => (decision.facts?.amount ?? Number.POSITIVE_INFINITY) > 1000);
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
    const passes = (row: Exported) => (row.decision.facts?.amount ?? Number.POSITIVE_INFINITY) <= 1000;
    const report = await replay(other, day);
    expect(report.loss.would).toBe(
      labelled('fraudulent')
        .filter(passes)
        .reduce((sum, { decision }) => sum + (decision.facts?.amount ?? 0), 0),
    );
    expect(report.labelled).toEqual({
      fraudulent: labelled('fraudulent').length,
      legitimate: labelled('legitimate').length,
    });
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

describe('alerts a day', () => {
  it('are those of the time between the first and the last decision', async () => {
    const { alerts, alertsPerDay, span } = await replay(live, day);
    // An hour of visits, one every ten minutes, is less than a day.
    expect(span).toEqual({ fromMs: T0, toMs: T0 + 59 * 600_000 });
    expect(alertsPerDay).toEqual(alerts);
    const fourDays = day.map((row, i) => ({
      ...row,
      decision: { ...row.decision, atMs: T0 + (i * 4 * 86_400_000) / 59 },
    }));
    const spread = await replay(live, fourDays);
    expect(spread.alertsPerDay.was).toBeCloseTo(alerts.was / 4);
    expect((await replay(live, [])).alertsPerDay).toEqual({ was: 0, would: 0 });
  });
});

describe('a line of an export', () => {
  const [row] = JSON.parse(JSON.stringify(day)) as [Exported];
  const changed = (path: readonly string[], value: unknown): unknown => {
    const copy = structuredClone(row) as unknown as Record<string, unknown>;
    const parent = path.slice(0, -1).reduce((at, step) => at[step] as typeof copy, copy);
    parent[path.at(-1) ?? ''] = value;
    return copy;
  };

  it('is read as it was written', () => {
    expect(readExported(row, 1)).toBe(row);
  });

  it.each<readonly [readonly string[], unknown]>([
    [['decision'], null],
    [['decision', 'atMs'], 'today'],
    [['decision', 'outcome'], 'maybe'],
    [['decision', 'rule'], 1],
    [
      ['decision', 'hits'],
      ['a', 1],
    ],
    [['decision', 'facts'], []],
    [['decision', 'facts', 'level'], 1],
    [['decision', 'facts', 'score'], null],
    [['decision', 'facts', 'key', 'known'], 'yes'],
    [['decision', 'facts', 'flags'], 'near_duplicate'],
    [['decision', 'facts', 'groups'], { pointer: 'much' }],
    [['decision', 'facts', 'velocity', 'cards_per_key_1d'], true],
    [['labels'], {}],
    [['labels'], [{ outcome: 'guilty', source: 'analyst', atMs: 1 }]],
  ])('with %j = %j is refused by its place', (path, value) => {
    const place = path.length > 1 ? path.join('.') : path[0] === 'labels' ? 'labels' : 'decision.';
    const fault = {
      code: 'record_invalid',
      record: 7,
      detail: expect.stringContaining(place === 'decision.facts' ? 'decision.facts.level' : place),
    };
    expect(() => readExported(changed(path, value), 7)).toThrow(expect.objectContaining(fault));
  });

  it.each([null, 1, 'text', [], {}, { ...row, labels: undefined }, { action: 'checkout', outcome: 'allow' }])(
    'that is %j is refused by all who read records, with its place',
    async (value) => {
      const lines = [row, value as Exported];
      const fault = {
        code: 'record_invalid',
        record: 2,
        message: expect.stringMatching(/^record_invalid: record 2: /),
      };
      for (const reading of [() => replay(live, lines), () => countRules(live, lines)])
        await expect(reading()).rejects.toThrow(expect.objectContaining(fault));
    },
  );

  it('that an earlier version wrote lacks facts: rules that read them fail', async () => {
    const report = await replay(live, [changed(['decision', 'facts', 'travel'], undefined) as Exported]);
    expect(report.errors).toBeGreaterThan(0);
    expect(report.decisions).toBe(1);
  });
});
