import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../../src/contract/features/index.ts';
import { createDriftMonitor, type DriftVisit } from '../../../../src/decide/index.ts';
import { createRandom } from '../../../../train/random.ts';
import { DAY_MS, missing, monitored, person } from './visits.ts';

describe('a drift monitor', () => {
  it('says nothing while people stay as they were', () => {
    const { until, random } = monitored('quiet');
    const next = (atMs: number) => (random.chance(0.02) ? missing(atMs) : person(random, atMs));
    expect(until(20_000, next)).toBeNull();
  });

  it('raises an alarm within 300 visits where scores rise by a deviation', () => {
    const { until, random } = monitored('score');
    const found = until(300, (atMs) => person(random, atMs, { logit: 1 }));
    expect(found?.alarm).toMatchObject({ signal: 'score', feature: null, cause: { kind: 'unknown' } });
  });

  it('names an attack by the campaign in which its visits are', () => {
    const { until, random } = monitored('attack');
    until(400, (atMs) => person(random, atMs));
    const wave = { logit: 5, more: { isCampaign: true } };
    const found = until(300, (atMs) => person(random, atMs, random.chance(0.2) ? wave : {}));
    expect(found?.alarm).toMatchObject({ signal: 'score', cause: { kind: 'attack', name: null } });
  });

  it('names the browser release whose visits have another feature', () => {
    const { until, random } = monitored('browser');
    until(400, (atMs) => person(random, atMs));
    const fresh = { higher: { 20: 100 }, more: { browser: 'Chrome 132' } };
    const found = until(300, (atMs) => person(random, atMs, random.chance(0.4) ? fresh : {}));
    expect(found?.alarm).toMatchObject({
      ...{ signal: 'feature', feature: FEATURES[20]?.name },
      cause: { kind: 'browser_release', name: 'Chrome 132' },
    });
  });

  it('names the deploy since which every visit has another feature', () => {
    const { until, random } = monitored('deploy');
    until(400, (atMs) => person(random, atMs));
    const found = until(300, (atMs) => person(random, atMs, { higher: { 3: 60 }, build: 'b2' }));
    expect(found?.alarm.cause).toMatchObject({ kind: 'deploy', name: 'b2' });
  });

  it('names the release of the site, where that is told', () => {
    const { monitor, until, random } = monitored('release', { release: 'abc' });
    const saved = monitor.reference();
    const after = createDriftMonitor({ reference: saved, release: 'def', random: () => 0.5 });
    let alarm = null;
    for (let visit = 0; visit < 300 && alarm === null; visit++)
      alarm = after.see(person(random, 9 * DAY_MS + visit, { higher: { 3: 60 } }));
    expect(alarm?.cause).toMatchObject({ kind: 'deploy', name: 'def' });
    expect(until(300, (atMs) => person(random, atMs))).toBeNull();
  });

  it('sees tokens that go missing, and of which browser', () => {
    const { until, random } = monitored('missing');
    const next = (atMs: number) => (random.chance(0.2) ? missing(atMs, 'Firefox 140') : person(random, atMs));
    const found = until(300, next);
    expect(found?.alarm).toMatchObject({
      ...{ signal: 'missing', feature: null },
      cause: { kind: 'browser_release', name: 'Firefox 140' },
    });
  });

  it('is silent for a day of what it told, and of nothing else', () => {
    const { until, random } = monitored('apart');
    // Anybody can leave tokens out: that must not hide what comes then.
    const without = (atMs: number) => (random.chance(0.3) ? missing(atMs) : person(random, atMs));
    expect(until(400, without)?.alarm.signal).toBe('missing');
    const attacked = (atMs: number) =>
      random.chance(0.3) ? missing(atMs) : person(random, atMs, random.chance(0.4) ? { logit: 5 } : {});
    expect(until(400, attacked)?.alarm.signal).toBe('score');
    const higher = (atMs: number) => {
      const visit = random.chance(0.4) ? { logit: 5, higher: { 20: 100 } } : {};
      return random.chance(0.3) ? missing(atMs) : person(random, atMs, visit);
    };
    expect(until(400, higher)?.alarm.signal).toBe('feature');
    expect(until(300, higher)).toBeNull();
    const told = Array.from({ length: 3 }, () => until(1000, higher)?.alarm.signal);
    expect(told.toSorted()).toEqual(['feature', 'missing', 'score']);
  });

  it('is not silenced by an alarm that lies ahead of the clock', () => {
    const { monitor } = monitored('clock');
    const alarmFrom = (fromMs: number) => {
      for (let visit = 0; visit < 300; visit++) {
        const alarm = monitor.see(missing(fromMs + visit));
        if (alarm) return alarm.signal;
      }
      return null;
    };
    expect(alarmFrom(400 * DAY_MS)).toBe('missing');
    expect(alarmFrom(9 * DAY_MS)).toBe('missing');
    expect(alarmFrom(9 * DAY_MS + 1000)).toBeNull();
    // Visits that are decided at once come a little out of order.
    expect(alarmFrom(9 * DAY_MS - 1000)).toBeNull();
  });

  it('raises one alarm a day, and keeps it until it is reset', () => {
    const { monitor, until, random } = monitored('once');
    const risen = (atMs: number) => person(random, atMs, { logit: 2 });
    const first = until(300, risen);
    expect(first).not.toBeNull();
    expect(until(1000, risen)).toBeNull();
    expect(monitor.state().alarm).toEqual(first?.alarm);
    monitor.reset();
    expect(monitor.state()).toMatchObject({ alarm: null, reference: { visits: 0, isComplete: false } });
  });

  it('counts a key once a day, so that one visitor shifts nothing', () => {
    const { until, random } = monitored('flood');
    const same = (atMs: number) => {
      const visit = person(random, atMs, { logit: 5, higher: { 20: 100 } });
      return visit.verdict ? { ...visit, verdict: { ...visit.verdict, jkt: 'one' } } : visit;
    };
    expect(until(1000, same)).toBeNull();
  });

  it('keeps campaigns out of the reference', () => {
    const random = createRandom('campaign');
    const monitor = createDriftMonitor();
    for (let visit = 0; visit < 10; visit++)
      monitor.see(person(random, visit, { more: { isCampaign: visit % 2 === 0 } }));
    expect(monitor.state().reference.visits).toBe(5);
  });

  it('takes neither a day with many visits nor many days with few for a reference', () => {
    const random = createRandom('short');
    const [busy, slow] = [createDriftMonitor(), createDriftMonitor()];
    for (let visit = 0; visit < 1500; visit++) busy.see(person(random, visit * 1000));
    for (let visit = 0; visit < 500; visit++) slow.see(person(random, visit * DAY_MS));
    expect([busy, slow].map((monitor) => monitor.reference())).toEqual([null, null]);
  });

  it('throws nothing and stays as it is, whatever a visit has', () => {
    const { monitor } = monitored('hostile');
    const before = monitor.state();
    const verdict = fc.record({
      jkt: fc.anything(),
      logit: fc.anything(),
      evidence: fc.anything(),
      build: fc.anything(),
      model: fc.anything(),
    });
    const visit = fc.record({
      ...{ atMs: fc.double(), isMissing: fc.constant(false), isCampaign: fc.boolean() },
      ...{ browser: fc.anything(), verdict: fc.option(verdict, { nil: undefined }) },
    });
    fc.assert(
      fc.property(visit, (one) => {
        expect(monitor.see(one as DriftVisit)).toBeNull();
      }),
      { numRuns: 200 },
    );
    expect(monitor.state().features).toEqual(before.features);
    expect(monitor.state().reference).toEqual(before.reference);
  });

  it('refuses an option that is wrong', () => {
    expect(() => createDriftMonitor({ relaese: 'x' } as object)).toThrow('no option relaese');
    expect(() => createDriftMonitor({ release: 7 } as object)).toThrow('release must be text');
  });
});
