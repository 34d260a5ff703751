import { describe, expect, it } from 'vitest';
import { applicationOf, goldAgreement, rollBackOf } from '../../../../src/decide/learn/change.ts';
import { losingKinds } from '../../../../src/decide/learn/losing.ts';
import { soundOf } from '../../../../src/decide/learn/sound.ts';
import type { StoredCalibration } from '../../../../src/decide/records/learning.ts';
import { PRIOR } from '../../../../src/decide/triage/context.ts';
import type { Curve } from '../../../../src/decide/triage/curve.ts';
import { accepted, BASKET } from '../setup.ts';
import { proposal } from './proposal.ts';
import { openSite } from './site.ts';
import { DAY, lineVisits, NOW } from './visits.ts';

const { slope, intercept, halfWidth } = PRIOR;
const above = (logits: number): Curve => ({ slope, intercept: intercept + logits, halfWidth });
const NOBODY_ELSE = { isNamed: false, needsSecondPerson: false } as const;

/** Four steps of .24, a day each; a pause of thirty-one days; four more. */
function ladder(): readonly StoredCalibration[] {
  return Array.from({ length: 8 }, (_, step) =>
    proposal(`c${step}`, above((step + 1) * 0.24), {
      ...{ state: 'applied', appliedBy: 'ann', replaces: step === 0 ? null : `c${step - 1}` },
      appliedMs: NOW + (step + (step > 3 ? 31 : 0)) * DAY,
    }),
  );
}

describe('taking back', () => {
  it('keeps the bound of thirty days, but for a name', () => {
    let calibrations = ladder();
    let nowMs = NOW + 38 * DAY;
    const back = (isNamed = false) => {
      nowMs += DAY + 1;
      const taken = rollBackOf({ calibrations, gold: [] }, { action: 'checkout', by: 'bob', isNamed, nowMs });
      if (taken.ok) calibrations = calibrations.map((one) => (one.id === taken.value.id ? taken.value : one));
      return taken.ok ? 'done' : taken.code;
    };
    // To what was in force when the second four began.
    expect([back(), back(), back(), back()]).toEqual(['done', 'done', 'done', 'done']);
    expect(back()).toBe('bound_spent');
    expect(back(true)).toBe('done');
  });

  it.each([
    ['damaged', soundOf(proposal('x', null as never)).curve],
    ['changed in the store', { slope: 0.7, intercept: 4.2, halfWidth: 1.4 }],
  ])('is free of the bounds where the curve in force is %s', (_, curve) => {
    for (const at of [2, 7]) {
      const calibrations = ladder().map((one, step) => (step === at ? { ...one, curve } : one));
      const own = calibrations.slice(0, at + 1);
      const nowMs = NOW + 100 * DAY;
      const back = { action: 'checkout', by: 'bob', nowMs };
      expect(rollBackOf({ calibrations: own, gold: [] }, back)).toMatchObject({ value: { id: `c${at}` } });
    }
  });
});

describe('a second person', () => {
  it.each(['ann', 'Ann', 'ann ', 'a\u200bnn', 'an\u00adn', '\u00c5nn', 'A\u030ann'])(
    'is not %j again',
    (by) => {
      const first = by.startsWith('a') || by.startsWith('Ann') ? 'ann' : 'ånn';
      const application = { ...NOBODY_ELSE, id: 'c', by, nowMs: NOW, needsSecondPerson: true };
      const calibrations = [proposal('c', above(0.1), { proposedBy: first })];
      expect(applicationOf({ calibrations, gold: [] }, application)).toMatchObject({ code: 'second_person' });
      const set = { action: 'checkout', by: first, confirmedBy: null, atMs: NOW, labels: [] };
      const agreed = goldAgreement({ calibrations, gold: [set] }, { action: 'checkout', by });
      expect(agreed).toMatchObject({ code: 'second_person' });
    },
  );
});

describe('a proposal', () => {
  it('is stale where other policies are in force than it was previewed by', () => {
    const calibrations = [proposal('c', above(0.1), { policies: 'a' })];
    const applied = (policies: string) =>
      applicationOf(
        { calibrations, gold: [] },
        { ...NOBODY_ELSE, id: 'c', by: 'ann', nowMs: NOW, policiesOf: () => policies },
      );
    expect(applied('b')).toMatchObject({ code: 'proposal_stale' });
    expect(applied('a')).toMatchObject({ ok: true });
  });

  it('loses a kind of people whose good visits are denied in place of reviewed', () => {
    const same = { was: 60, would: 60 };
    const kind = { kind: 'by touch', visits: 60, legitimate: 60, p: same, alerts: same, falseAlarms: same };
    expect(losingKinds([kind])).toEqual([]);
    expect(losingKinds([{ ...kind, worse: 60 }])).toEqual(['by touch']);
  });

  it('counts good visits that are answered more strictly', async () => {
    const levels = ['low', 'medium', 'high', 'unknown', 'refused', 'missing'];
    const live = {
      ...{ name: 'checkout', actions: ['checkout'] },
      rules: [{ id: 'risky', when: 'risk.p > 0.0225', then: 'deny' }],
      otherwise: Object.fromEntries(levels.map((level) => [level, 'review'])),
    };
    const site = await openSite({ policies: { live: [live], shadow: [] } });
    await site.fill(lineVisits(300, { slope: 0.9, intercept: -1.5 }));
    await site.today(20, 0);
    for await (const { decision } of site.records.export({ fromMs: NOW - DAY }))
      await site.records.label(decision.id, {
        ...{ outcome: 'legitimate', reason: 'genuine', source: 'analyst', by: 'ann', atMs: NOW },
      });
    const previewed = await site.as('ann').preview('checkout');
    expect(previewed).toMatchObject({ ok: true, value: { losing: ['on a new device'] } });
  });
});

describe('what is stored', () => {
  const damaged = [null, 7, { slope: 'x', intercept: 0, halfWidth: 1 }, { ...above(0), slope: -50 }, {}];

  it.each(damaged)('is the prior where %j stands for a curve', async (curve) => {
    const site = await openSite();
    const stored = proposal('c', curve as Curve, { state: 'applied', appliedBy: 'ann', appliedMs: NOW });
    expect(soundOf(stored)).toMatchObject({ isDamaged: true, curve: above(0) });
    await site.records.learning.change(() => ({
      calibration: stored,
      report: {} as never,
      by: 'x',
      what: 'y',
      detail: '{}',
    }));
    const { risk } = await site.decide(accepted({ score: 0.5 }), BASKET);
    expect(risk).toMatchObject({ basis: 'prior' });
    expect(risk.p).toBeGreaterThan(0);
    expect(await site.as('ann').rollBack('checkout')).toMatchObject({ ok: true });
  });

  it('is as it was', () => {
    const whole = proposal('c', above(0.1));
    expect(soundOf(whole)).toBe(whole);
  });
});

describe('a change that was written', () => {
  it('is done, though it cannot be read again', async () => {
    const site = await openSite();
    await site.fill(lineVisits(300, { slope: 0.9, intercept: -1.5 }));
    const previewed = await site.as('ann').preview('checkout');
    if (!previewed.ok) throw new Error(previewed.code);
    const { learning } = site.records;
    const read = learning.inForce;
    Object.assign(learning, { inForce: () => Promise.reject(new Error('away')) });
    expect(await site.as('ann').apply(previewed.value.id)).toMatchObject({ ok: true });
    Object.assign(learning, { inForce: read });
  });

  it('is named by nothing but true', async () => {
    const site = await openSite();
    await site.fill(lineVisits(300, { slope: 0.9, intercept: -1.5 }));
    const isNamed = 'false' as unknown as boolean;
    expect(await site.as('ann').preview('checkout', { isNamed })).toMatchObject({
      value: { isNamed: false },
    });
    expect(await site.as('ann').apply('nothing', null as never)).toMatchObject({
      code: 'calibration_unknown',
    });
  });
});
