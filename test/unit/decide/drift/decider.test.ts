import { describe, expect, it, vi } from 'vitest';
import { SCHEMA_ID } from '../../../../src/contract/features/index.ts';
import {
  createWebhooks,
  type DriftAlarm,
  type DriftMonitor,
  type DriftVisit,
  memoryRecords,
  type Records,
} from '../../../../src/decide/index.ts';
import { createMetrics } from '../../../../src/server/metrics/index.ts';
import { accepted, BASKET, clock, decider, refused } from '../setup.ts';
import { monitored } from './visits.ts';

const ALARM: DriftAlarm = {
  ...{ atMs: 1_800_000_000_000, signal: 'feature' as const, feature: 'keys.dwell_p50', strength: 0.4 },
  cause: { kind: 'deploy', name: 'b2', share: 1, explains: 1 },
};

/** A monitor that raises an alarm at each visit, and what it saw. */
function alarming() {
  const seen: DriftVisit[] = [];
  const monitor: DriftMonitor = {
    ...monitored('decider').monitor,
    see(visit) {
      seen.push(visit);
      return ALARM;
    },
  };
  return { seen, monitor };
}

describe('a decider with drift monitors', () => {
  it('shows each visit of the action, and no other', async () => {
    const { seen, monitor } = alarming();
    const { decide } = await decider({ drift: { checkout: monitor } });
    const headers = new Headers({ 'user-agent': 'x Firefox/140.0' });
    await decide(accepted(), { ...BASKET, request: { headers } });
    await decide(refused('missing'), BASKET);
    await decide(refused('replayed'), BASKET);
    await decide(accepted({ action: 'login' }), { ...BASKET, action: 'login' });
    expect(seen.map(({ isMissing, browser, verdict }) => [isMissing, browser, verdict?.jkt])).toEqual([
      [false, 'Firefox 140', 'laptop'],
      [true, null, undefined],
      [false, null, undefined],
    ]);
  });

  it('shows no evidence of reduced consent, which is rounded', async () => {
    const { seen, monitor } = alarming();
    const { decide } = await decider({ drift: { checkout: monitor } });
    await decide(accepted({ flags: ['reduced_consent'] }), BASKET);
    expect(seen.map(({ isMissing, verdict }) => [isMissing, verdict])).toEqual([[false, undefined]]);
  });

  it('tells an alarm to audit, endpoints and metrics', async () => {
    const now = () => clock.ms;
    const records = memoryRecords({ now });
    const secrets = [`whsec_${btoa('x'.repeat(32))}`];
    const endpoints = [{ name: 'pager', url: 'https://pager.example/', secrets, events: ['alarm.*'] }];
    const webhooks = createWebhooks(records.outbox, { endpoints, now });
    const metrics = createMetrics();
    const { monitor } = alarming();
    const options = { records, webhooks, drift: { checkout: monitor }, onMetrics: metrics.record };
    const { decide } = await decider(options);
    await decide(accepted(), BASKET);
    await vi.waitFor(async () => expect((await records.outbox.state()).waiting).toBe(1));
    const [message] = await records.outbox.claim({ atMs: clock.ms, leaseMs: 1000, limit: 9 });
    const { atMs, ...told } = ALARM;
    expect(JSON.parse(message?.payload ?? '')).toEqual({
      ...{ type: 'alarm.drift', timestamp: new Date(atMs).toISOString() },
      data: { action: 'checkout', ...told },
    });
    expect(await records.lastAudit()).toMatchObject({ by: 'tellsign', what: 'drift_alarm' });
    expect(metrics.text()).toContain(
      'tellsign_drift_alarms_total{action="checkout",signal="feature",cause="deploy"} 1',
    );
  });

  it('asks records that fail no more than a few times in an outage', async () => {
    const own = memoryRecords({ now: () => clock.ms });
    let asked = 0;
    const log: Records['log'] = async (entry) => {
      if (entry.what !== 'drift_alarm') return own.log(entry);
      asked++;
      throw new Error('the connection was closed');
    };
    let alarm: DriftAlarm | null = ALARM;
    const see = () => {
      const raised = alarm;
      alarm = null;
      return raised;
    };
    const drift = { checkout: { ...monitored('outage').monitor, see } };
    const { decide } = await decider({ records: { ...own, log }, drift });
    for (let visit = 0; visit < 30; visit++) await decide(accepted(), BASKET);
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThan(8);
  });

  it.each([[['log']], [['outbox']], [['log', 'outbox']]])(
    'tells once what could not be told, where %s fail for a while',
    async (failing) => {
      const fails = new Set<string>();
      const own = memoryRecords({ now: () => clock.ms });
      const [audit, added]: [string[], unknown[]] = [[], []];
      const records: Records = {
        ...own,
        log: async (entry) => {
          if (entry.what === 'drift_alarm' && fails.has('log')) throw new Error('the connection was closed');
          audit.push(entry.what);
          await own.log(entry);
        },
        outbox: {
          ...own.outbox,
          add: async (messages) => {
            if (fails.has('outbox')) throw new Error('the connection was closed');
            added.push(...messages);
          },
        },
      };
      const endpoint = {
        name: 'pager',
        url: 'https://pager.example/',
        secrets: [`whsec_${btoa('x'.repeat(32))}`],
      };
      const webhooks = createWebhooks(own.outbox, { endpoints: [{ ...endpoint, events: ['alarm.*'] }] });
      let alarm: DriftAlarm | null = ALARM;
      const see = () => {
        const raised = alarm;
        alarm = null;
        return raised;
      };
      const drift = { checkout: { ...monitored('outage').monitor, see } };
      const { decide } = await decider({ records, webhooks, drift });
      for (const name of failing) fails.add(name);
      for (let visit = 0; visit < 3; visit++) await decide(accepted(), BASKET);
      fails.clear();
      for (let visit = 0; visit < 3; visit++) await decide(accepted(), BASKET);
      expect(audit.filter((what) => what === 'drift_alarm')).toHaveLength(1);
      expect(added).toHaveLength(1);
    },
  );

  it('decides as without one, where a monitor throws', async () => {
    const see = () => {
      throw new Error('full');
    };
    const { decide } = await decider({ drift: { checkout: { ...monitored('throws').monitor, see } } });
    expect((await decide(accepted(), BASKET)).failover).toBeUndefined();
  });

  it('tells where drift stands, by action', async () => {
    const { drift } = await decider({ drift: { checkout: monitored('state').monitor } });
    expect(drift().checkout).toMatchObject({ reference: { isComplete: true }, alarm: null });
  });

  it('refuses what is no monitor, and one that two actions share', async () => {
    const { monitor } = monitored('shared');
    await expect(decider({ drift: { checkout: Object() } })).rejects.toThrow('drift.checkout');
    await expect(decider({ drift: { checkout: monitor, login: monitor } })).rejects.toThrow('each action');
  });

  it('compares evidence of this schema alone', async () => {
    const { monitor } = monitored('schema');
    const evidence = {
      schema: SCHEMA_ID + 1,
      flags: 0,
      values: new Int8Array(118),
      missing: new Uint8Array(118),
    };
    const { decide, drift } = await decider({ drift: { checkout: monitor } });
    await decide(accepted({ evidence }), BASKET);
    expect(drift().checkout?.features).toEqual([]);
  });
});
