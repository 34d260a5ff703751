import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createWebhookSecret,
  createWebhooks,
  findBroken,
  memoryRecords,
  recordsTables,
  sqlRecords,
} from '../../../../src/decide/index.ts';
import { DAY_BOUND, distanceOf } from '../../../../src/decide/learn/bound.ts';
import { PRIOR } from '../../../../src/decide/triage/context.ts';
import { logitAt, sigmoid } from '../../../../src/decide/triage/curve.ts';
import type { SqlClient } from '../../../../src/server/stores/sql-table.ts';
import { accepted, BASKET } from '../setup.ts';
import { openSite } from './site.ts';
import { DAY, label, lineVisits, NOW, visit } from './visits.ts';

const visits = (wanted = 300) => lineVisits(wanted, { slope: 0.9, intercept: -1.5 });

/** A site with labels, and with a proposal of Ann's. */
async function proposed(options: Parameters<typeof openSite>[0] = {}) {
  const site = await openSite(options);
  await site.fill(visits());
  await site.today(20, 1);
  const previewed = await site.as('ann').preview('checkout');
  if (!previewed.ok) throw new Error(previewed.code);
  return { ...site, proposal: previewed.value };
}

describe('a preview', () => {
  it('says what would change, and changes nothing', async () => {
    const { proposal, decide } = await proposed();
    const { report, curve } = proposal;
    expect(proposal).toMatchObject({ state: 'proposed', replaces: null, proposedBy: 'ann' });
    expect(distanceOf(curve, PRIOR)).toBeLessThanOrEqual(DAY_BOUND);
    expect(report.distance.fit).toBeGreaterThan(DAY_BOUND);
    expect(report.labels.fraudulent + report.labels.legitimate).toBe(300);
    expect(report.influence).toHaveLength(6);
    expect(report.effect.visits).toBe(20);
    expect(report.effect.kinds.map(({ kind }) => kind)).toContain('on a new device');
    const { risk } = await decide(accepted({ score: 0.5 }), BASKET);
    expect(risk.basis).toBe('prior');
  });

  it('tells which visits rules that read the risk would answer otherwise', async () => {
    const live = {
      ...{ name: 'checkout', actions: ['checkout'] },
      rules: [{ id: 'risky', when: 'risk.p > 0.0225', then: 'review' }],
      otherwise: Object.fromEntries(
        ['low', 'medium', 'high', 'unknown', 'refused', 'missing'].map((level) => [level, 'challenge']),
      ),
    };
    const { proposal } = await proposed({ policies: { live: [live], shadow: [] } });
    const { effect } = proposal.report;
    expect(effect.moved).toBe(20);
    expect(effect.alertsPerDay).toEqual({ was: 0, would: 20 / 7 });
    expect(effect.thresholds[0]?.p).toBeGreaterThan(0.0225);
  });

  it('finds the thresholds that are wanted, and refuses what makes no sense', async () => {
    const { as } = await proposed();
    const wanted = await as('ann').preview('checkout', { perDay: 1, precision: 0.02 });
    if (!wanted.ok) throw new Error(wanted.code);
    const { thresholds } = wanted.value.report.effect;
    expect(thresholds.some(({ by, perDay }) => by === 'budget' && perDay === 1)).toBe(true);
    expect(await as('ann').preview('checkout', { perDay: 0 })).toMatchObject({ code: 'threshold_invalid' });
  });

  it.each([
    ['labels_too_few', 'checkout', []],
    ['action_unknown', 'no such action', []],
    ['labels_one_sided', 'checkout', Array.from({ length: 210 }, () => visit())],
  ] as const)('is refused with %s', async (code, action, given) => {
    const site = await openSite();
    await site.fill(given);
    expect(await site.as('ann').preview(action)).toMatchObject({ ok: false, code });
    expect((await site.audit()).at(-1)).toContain(code);
  });
});

describe('applying', () => {
  it('makes decisions follow the curve, and says who did', async () => {
    const { proposal, as, decide, audit } = await proposed();
    expect(await as('bob').apply(proposal.id)).toMatchObject({ ok: true, value: { appliedBy: 'bob' } });
    const { risk, context } = await decide(accepted({ score: 0.5 }), BASKET);
    const z = context.reduce((sum, { weight }) => sum + weight, 0);
    expect(risk.basis).toBe('labels');
    expect(risk.p).toBeCloseTo(sigmoid(logitAt(proposal.curve, z)), 12);
    expect((await audit()).map((row) => row.split(' ', 2).join(' '))).toEqual([
      'ann propose_calibration',
      'bob apply_calibration',
    ]);
  });

  it('survives a restart', async () => {
    const { proposal, as, records } = await proposed();
    await as('ann').apply(proposal.id);
    const again = await openSite({ records: () => records });
    const { risk } = await again.decide(accepted({ score: 0.5 }), BASKET);
    expect(risk.basis).toBe('labels');
  });

  it('needs a second person where the site wants two', async () => {
    const { proposal, as } = await proposed({ policies: { needsSecondPerson: true } });
    expect(await as('ann').apply(proposal.id)).toMatchObject({ code: 'second_person' });
    expect(await as('bob').apply(proposal.id)).toMatchObject({ ok: true });
  });

  it.each([
    [10, { ok: false, code: 'kind_loses' }],
    [2, { ok: true }],
  ])('where %i good visits of a kind would be answered worse: %o', async (count, result) => {
    const allow = { low: 'allow', medium: 'allow' };
    const live = {
      ...{ name: 'checkout', actions: ['checkout'] },
      rules: [{ id: 'risky', when: 'risk.p > 0.0225', then: 'challenge' }],
      otherwise: {
        high: 'review',
        unknown: 'challenge',
        refused: 'challenge',
        missing: 'challenge',
        ...allow,
      },
    };
    const site = await openSite({ policies: { live: [live], shadow: [] } });
    const labels = [label({ outcome: 'legitimate', reason: 'known_customer', atMs: NOW })];
    await site.fill([
      ...visits(),
      ...Array.from({ length: count }, () => visit({ atMs: NOW - DAY, labels })),
    ]);
    const previewed = await site.as('ann').preview('checkout');
    if (!previewed.ok) throw new Error(previewed.code);
    const { losing, report, id } = previewed.value;
    expect(report.effect.kinds[0]).toMatchObject({
      ...{ legitimate: count, falseAlarms: { was: 0, would: count } },
    });
    expect(losing).toEqual(count > 2 ? report.effect.kinds.map(({ kind }) => kind) : []);
    expect(await site.as('ann').apply(id, { isNamed: true })).toMatchObject(result);
  });

  it('needs the role, and the log says who tried', async () => {
    const { proposal, as, audit } = await proposed();
    for (const roles of [[], ['read'], ['read', 'label']] as const)
      expect(await as('eve', roles).apply(proposal.id)).toMatchObject({ code: 'role_missing' });
    expect((await audit()).filter((row) => row.startsWith('eve refused'))).toHaveLength(3);
  });

  it('is refused once, twice, too late, and for what nobody proposed', async () => {
    const { proposal, as, clock } = await proposed();
    const other = await as('ann').preview('checkout');
    expect(await as('ann').apply('none')).toMatchObject({ code: 'calibration_unknown' });
    expect(await as('ann').apply(proposal.id)).toMatchObject({ ok: true });
    expect(await as('ann').apply(proposal.id)).toMatchObject({ code: 'not_proposed' });
    expect(await as('ann').apply(other.ok ? other.value.id : '')).toMatchObject({ code: 'conflict' });
    clock.ms += DAY + 1;
    const late = await as('ann').preview('checkout');
    clock.ms += DAY + 1;
    expect(await as('ann').apply(late.ok ? late.value.id : '')).toMatchObject({ code: 'proposal_stale' });
  });

  it('is done once where two try at the same time', async () => {
    const { proposal, as, audit } = await proposed();
    const both = await Promise.all(['ann', 'bob'].map((who) => as(who).apply(proposal.id)));
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect((await audit()).filter((row) => row.includes('apply_calibration'))).toHaveLength(1);
  });

  it('goes no further the same day, and on the next', async () => {
    const { proposal, as, clock } = await proposed();
    await as('ann').apply(proposal.id);
    expect(await as('ann').preview('checkout')).toMatchObject({ ok: false, code: 'bound_spent' });
    clock.ms += DAY + 1;
    const next = await as('ann').preview('checkout');
    expect(next.ok && distanceOf(next.value.curve, proposal.curve)).toBeCloseTo(DAY_BOUND, 6);
  });

  it('goes beyond the bound of a month only in somebody’s name', async () => {
    const { as, clock } = await proposed();
    const step = async (isNamed: boolean) => {
      clock.ms += DAY + 1;
      const next = await as('ann').preview('checkout', { isNamed });
      return next.ok ? as('ann').apply(next.value.id, { isNamed }) : next;
    };
    for (let day = 0; day < 4; day++) expect(await step(false)).toMatchObject({ ok: true });
    expect(await step(false)).toMatchObject({ ok: false, code: 'bound_spent' });
    expect(await step(true)).toMatchObject({ ok: true, value: { isNamed: true } });
  });
});

describe('rolling back', () => {
  it('puts the curve before in force, once a day', async () => {
    const { proposal, as, clock, decide } = await proposed();
    await as('ann').apply(proposal.id);
    clock.ms += DAY + 1;
    const next = await as('ann').preview('checkout');
    await as('ann').apply(next.ok ? next.value.id : '');
    expect(await as('bob').rollBack('checkout', proposal.id)).toMatchObject({ code: 'conflict' });
    expect(await as('bob').rollBack('checkout')).toMatchObject({ ok: true, value: { rolledBackBy: 'bob' } });
    expect(await as('bob').rollBack('checkout')).toMatchObject({ code: 'bound_spent' });
    clock.ms += DAY + 1;
    expect(await as('bob').rollBack('checkout')).toMatchObject({ ok: true });
    expect(await as('bob').rollBack('checkout')).toMatchObject({ code: 'nothing_applied' });
    expect((await decide(accepted({ score: 0.5 }), BASKET)).risk.basis).toBe('prior');
  });

  it('tells endpoints, in the same change', async () => {
    const now = () => NOW;
    const records = memoryRecords({ now });
    const endpoint = { name: 'crm', url: 'https://crm.example/hook', secrets: [createWebhookSecret()] };
    const webhooks = createWebhooks(records.outbox, { endpoints: [endpoint], now });
    const { proposal, as } = await proposed({ records: () => records, decider: { webhooks } });
    await as('ann').apply(proposal.id);
    await as('ann').rollBack('checkout');
    const [message] = await records.outbox.claim({ atMs: NOW + 1000, leaseMs: 1000, limit: 9 });
    expect(JSON.parse(message?.payload ?? '')).toMatchObject({
      type: 'calibration.rolled_back',
      data: { id: proposal.id, action: 'checkout', reason: 'person', in_force: null },
    });
  });

  it('happens by itself where alerts grow by more than half, and not where they do not', async () => {
    const { proposal, as, clock, today, audit } = await proposed();
    clock.ms += 1000;
    await today(400, 20);
    clock.ms += 1000;
    await as('ann').apply(proposal.id);
    clock.ms += 3_600_000;
    await today(200, 12);
    expect(await as('cron', ['read']).watch('checkout')).toEqual({ ok: true, value: null });
    clock.ms += 3_600_000;
    await today(200, 60);
    expect(await as('cron', ['read']).watch('checkout')).toMatchObject({
      value: { id: proposal.id, rolledBackBy: 'tellsign' },
    });
    expect((await audit()).at(-1)).toContain('"reason":"alert_rate"');
  });

  it('happens while decisions go on, in any process', async () => {
    const { proposal, as, clock, today, records } = await proposed();
    clock.ms += 1000;
    await today(400, 20);
    clock.ms += 1000;
    await as('ann').apply(proposal.id);
    clock.ms += 3_600_000;
    await today(200, 150);
    const other = await openSite({ records: () => records });
    other.clock.ms = clock.ms;
    await other.decide(accepted(), BASKET);
    await vi.waitFor(async () => {
      expect(await records.learning.inForce()).toEqual([]);
    });
  });
});

describe('the frozen set', () => {
  it('is drawn by one and agreed to by another, and is not learnt from', async () => {
    const site = await openSite();
    await site.fill(visits(500));
    const drawn = await site.as('ann').drawGold('checkout');
    expect(drawn).toMatchObject({ ok: true, value: { by: 'ann', confirmedBy: null } });
    expect(await site.as('ann').agreeGold('checkout')).toMatchObject({ code: 'second_person' });
    expect(await site.as('bob').agreeGold('checkout')).toMatchObject({ value: { confirmedBy: 'bob' } });
    expect(await site.as('bob').agreeGold('checkout')).toMatchObject({ code: 'gold_unknown' });
    const previewed = await site.as('ann').preview('checkout');
    expect(previewed).toMatchObject({ value: { report: { leftOut: { gold: 250 } } } });
    const { gold } = previewed.ok ? previewed.value.report : { gold: null };
    expect(gold?.would).toBeLessThan(gold?.was ?? 0);
  });

  it('needs twice as many labels as it holds', async () => {
    const site = await openSite();
    await site.fill(visits(399));
    expect(await site.as('ann').drawGold('checkout')).toMatchObject({ ok: false, code: 'gold_small' });
  });

  it('refuses a curve that says less of it', async () => {
    const site = await openSite();
    await site.fill(visits(500));
    await site.as('ann').drawGold('checkout');
    await site.as('bob').agreeGold('checkout');
    // Labels of a day in which everybody was bribed, and the frozen set stays as it was.
    const bribed = Array.from({ length: 900 }, (_, index) =>
      visit({
        z: (index % 90) / 10 - 1,
        labels: [label({ outcome: index % 45 === 0 ? 'fraudulent' : 'legitimate', by: `r${index % 9}` })],
      }),
    );
    await site.fill(bribed);
    let code = '';
    for (let day = 0; day < 30 && code === ''; day++) {
      site.clock.ms += 0.9 * DAY;
      const next = await site.as('ann').preview('checkout', { isNamed: true });
      const applied = next.ok ? await site.as('ann').apply(next.value.id, { isNamed: true }) : next;
      if (!applied.ok && applied.code !== 'bound_spent') code = applied.code;
    }
    expect(code).toBe('gold_worse');
  });

  it('takes a curve back that fails on a new one', async () => {
    const { proposal, as, fill } = await proposed();
    await as('ann').apply(proposal.id);
    const contrary = Array.from({ length: 900 }, (_, index) =>
      visit({ z: 8, labels: [label({ outcome: 'legitimate', by: `r${index % 9}` })] }),
    );
    await fill(contrary);
    await as('ann').drawGold('checkout');
    await as('bob').agreeGold('checkout');
    expect(await as('cron', ['read']).watch('checkout')).toMatchObject({ value: { id: proposal.id } });
  });
});

describe('a database that dies', () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await PGlite.create();
    await database.query(recordsTables());
  }, 60_000);
  afterAll(() => database.close());

  it('between preview and apply leaves nothing half applied', async () => {
    let dies: 'before' | 'after' | null = null;
    const client: SqlClient = {
      async query(text, values) {
        const isChange = text.includes('INSERT INTO tellsign_calibration');
        if (isChange && dies === 'before') throw new Error('the connection was closed');
        const answer = await database.query(text, values as unknown[]);
        if (isChange && dies === 'after') throw new Error('the connection was closed');
        return answer;
      },
    };
    const records = (now: () => number) => sqlRecords(client, { allowSingleProcess: true, now });
    const site = await proposed({ records });
    const { as, proposal } = site;
    dies = 'before';
    expect(await as('ann').apply(proposal.id)).toEqual({ ok: false, code: 'unavailable' });
    expect((await site.records.learning.state()).calibrations).toMatchObject([{ state: 'proposed' }]);
    expect((await site.audit()).filter((row) => row.includes('apply_calibration'))).toEqual([]);
    expect((await site.decide(accepted({ score: 0.5 }), BASKET)).risk.basis).toBe('prior');
    // The answer is lost, and everything was written: who tries again is told.
    dies = 'after';
    expect(await as('ann').apply(proposal.id)).toEqual({ ok: false, code: 'unavailable' });
    dies = null;
    expect(await as('ann').apply(proposal.id)).toMatchObject({ code: 'not_proposed' });
    expect(await site.records.learning.inForce()).toMatchObject([{ state: 'applied' }]);
    expect((await site.audit()).filter((row) => row.includes('apply_calibration'))).toHaveLength(1);
    expect(await findBroken(site.records.audit())).toBeNull();
  });
});
