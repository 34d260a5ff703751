import { describe, expect, it } from 'vitest';
import { findBroken } from '../../../../src/decide/records/audit.ts';
import type {
  CalibrationReport,
  GoldSet,
  LearningChange,
  StoredCalibration,
} from '../../../../src/decide/records/learning.ts';
import type { Records } from '../../../../src/decide/records/records.ts';
import { IN_CAMPAIGN } from '../../../../src/decide/triage/context.ts';
import { recorded } from '../decision.ts';
import { proposal } from '../learn/proposal.ts';
import { variables } from '../variables.ts';
import { listOf, T0 } from './suite.ts';

const DAY = 86_400_000;
const RANGE = { action: 'checkout', fromMs: T0 - DAY, toMs: T0 + DAY };
const CURVE = { slope: 0.9, intercept: -4, halfWidth: 0.5 };
const LABEL = {
  outcome: 'fraudulent',
  reason: 'stolen_card',
  source: 'analyst',
  by: 'ann',
  atMs: T0,
} as const;

/** A report as it is stored; stores do not look into it. */
const REPORT = { share: 1 } as CalibrationReport;

const change = (given: Partial<LearningChange>): LearningChange => ({
  by: 'ann',
  what: 'test',
  detail: '{}',
  ...given,
});

const set = (given: Partial<GoldSet> = {}): GoldSet => ({
  action: 'checkout',
  by: 'ann',
  confirmedBy: null,
  atMs: T0,
  labels: ['a', 'b'].map((decisionId) => ({ decisionId, z: 1.5, isFraud: true, weight: 2 })),
  ...given,
});

/** What every store of learning does. */
export function testLearning(open: () => Promise<Records>): void {
  describe('learning', () => {
    it('reads decisions of an action with labels, and what ranks them', async () => {
      const records = await open();
      const save = async (given: object, names: object = {}) => {
        const record = recorded({ ...names, decision: { facts: variables({ score: 0.5 }), ...given } });
        await records.save(record);
        return record.decision.id;
      };
      const context = [{ code: IN_CAMPAIGN, weight: 0, text: 'A wave.' }];
      const alert = await save({ alert: true, context }, { net: 'n1', jkt: null });
      const other = await save({ action: 'login' });
      await save({});
      await save({ facts: variables({ score: -1 }) });
      for (const id of [alert, other]) await records.label(id, LABEL);
      expect(await records.learning.visits(RANGE)).toEqual([
        {
          ...{ id: alert, atMs: T0, z: 0, propensity: null, isAlert: true, isCampaign: true },
          ...{ account: 'account', card: 'card', jkt: null, net: 'n1' },
          labels: [expect.objectContaining(LABEL)],
        },
      ]);
      expect(await records.learning.visits({ ...RANGE, toMs: T0 })).toEqual([]);
      expect(await records.learning.alerts(RANGE)).toEqual({ visits: 3, alerts: 1 });
      expect(await records.learning.quantiles(RANGE, 3)).toEqual([0, 0, 0]);
      expect(await records.learning.quantiles({ ...RANGE, action: 'none' }, 3)).toEqual([]);
    });

    it('reads steps of the distribution that were there', async () => {
      const records = await open();
      for (const score of [0.1, 0.5, 0.9, 0.99])
        await records.save(recorded({ decision: { facts: variables({ score }) } }));
      const [low, high] = await records.learning.quantiles(RANGE, 2);
      expect(low).toBe(-1);
      expect(high).toBeCloseTo(Math.log(9));
    });

    it('keeps calibrations in their order, and changes one in its place', async () => {
      const { learning } = await open();
      const first = proposal('first', CURVE);
      const second = proposal('second', CURVE);
      for (const calibration of [first, second])
        await learning.change(() => change({ calibration, report: REPORT }));
      const applied = { ...first, state: 'applied', appliedBy: 'bob', appliedMs: T0 } as const;
      await learning.change(({ calibrations }) => {
        expect(calibrations).toEqual([first, second]);
        return change({ calibration: applied });
      });
      expect((await learning.state()).calibrations).toEqual([applied, second]);
      expect(await learning.newest({ action: 'checkout', limit: 9 })).toEqual([
        { ...second, report: REPORT },
        { ...applied, report: REPORT },
      ]);
      expect(await learning.newest({ action: 'checkout', limit: 1 })).toHaveLength(1);
      expect(await learning.newest({ action: 'login', limit: 9 })).toEqual([]);
    });

    it('says which calibration of each action is in force', async () => {
      const { learning } = await open();
      const put = (id: string, given: Partial<StoredCalibration>) =>
        learning.change(() => change({ calibration: proposal(id, CURVE, given), report: REPORT }));
      const applied = (appliedMs: number) => ({ state: 'applied', appliedMs }) as const;
      const ids = async () => (await learning.inForce()).map(({ id }) => id).toSorted();
      await put('proposed', {});
      expect(await ids()).toEqual([]);
      await put('later', applied(T0 + 1));
      await put('earlier', applied(T0));
      await put('login', { ...applied(T0), action: 'login' });
      expect(await ids()).toEqual(['later', 'login']);
      await put('later', { ...applied(T0 + 1), state: 'rolled_back', rolledBackMs: T0 + 2 });
      expect(await ids()).toEqual(['earlier', 'login']);
    });

    it('writes a change with its row in the audit and its messages, or nothing', async () => {
      const { learning, outbox, audit } = await open();
      const message = { id: 'm', target: 'crm', event: 'calibration.rolled_back', payload: '{}' };
      const messages = [{ ...message, decisionId: null, createdMs: T0 }];
      await learning.change(() =>
        change({ calibration: proposal('one', CURVE), report: REPORT, what: 'apply', messages }),
      );
      await learning.change(() => null);
      expect((await listOf(audit())).map(({ by, what }) => `${by} ${what}`)).toEqual(['ann apply']);
      expect(await findBroken(audit())).toBeNull();
      expect(await outbox.claim({ atMs: T0, leaseMs: 1000, limit: 9 })).toHaveLength(1);
    });

    it('lets no change come in between', async () => {
      const { learning } = await open();
      await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          learning.change(({ calibrations }) =>
            calibrations.length < 3
              ? change({ calibration: proposal(`c${index}`, CURVE), report: REPORT })
              : null,
          ),
        ),
      );
      expect((await learning.state()).calibrations).toHaveLength(3);
    });

    it('keeps a frozen set until another one was agreed to', async () => {
      const { learning } = await open();
      const put = (gold: GoldSet) => learning.change(() => change({ gold }));
      const agreed = set({ confirmedBy: 'bob' });
      await put(set());
      await put(agreed);
      expect((await learning.state()).gold).toEqual([agreed]);
      const [first] = agreed.labels;
      const next = set({ by: 'cat', labels: first ? [first] : [] });
      await put(next);
      expect((await learning.state()).gold).toHaveLength(2);
      expect((await learning.state()).gold).toEqual(expect.arrayContaining([agreed, next]));
      await put({ ...next, confirmedBy: 'dan' });
      expect((await learning.state()).gold).toEqual([{ ...next, confirmedBy: 'dan' }]);
    });

    it('forgets of a frozen set who was erased', async () => {
      const records = await open();
      const record = recorded();
      await records.save(record);
      const [first, second] = set().labels;
      if (!first || !second) throw new Error('two labels');
      const labels = [{ ...first, decisionId: record.decision.id }, second];
      await records.learning.change(() => change({ gold: set({ labels, confirmedBy: 'bob' }) }));
      await records.erase({ account: 'account' }, 'officer');
      expect((await records.learning.state()).gold).toEqual([set({ labels: [second], confirmedBy: 'bob' })]);
    });
  });
}
