import { describe, expect, it } from 'vitest';
import type { DecisionRecord, Records } from '../../../../src/decide/records/records.ts';
import { recorded } from '../decision.ts';
import { variables } from '../variables.ts';

const T0 = 1_800_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const risk = { p: 0.1, basis: 'prior', low: 0.05, high: 0.2 } as const;

/** An alert of somebody; its loss is a fifth of its amount. */
const alert = (
  who: string,
  change: { amount?: number; atMs?: number; hold?: boolean } = {},
): DecisionRecord => {
  const { amount = 100, atMs = T0, hold = false } = change;
  return recorded({
    ...{ account: who, card: who, jkt: who },
    decision: {
      ...{ atMs, risk, alert: true, outcome: 'review', hold, hits: ['machine'] },
      facts: variables({ amount }),
      reasons: [{ code: 'machine', text: `Machine of ${who}.` }],
    },
  });
};

/** What every implementation of the cases does. */
export function testCases(open: () => Promise<Records>): void {
  const file = async (records: Records, ...args: Parameters<typeof alert>) => {
    const { caseId } = await records.save(alert(...args));
    return caseId ?? '';
  };
  const take = (id: string, by = 'ann', nowMs = T0) => ({ id, by, nowMs, untilMs: nowMs + HOUR });
  const page = ({ cases }: Records, kind: 'alert' | 'audit' = 'alert') =>
    cases.page({ kind, offset: 0, limit: 50 });
  const tally = (open: number, answered: number, automatic: number) => ({
    open: { alert: open, audit: 0 },
    answered: { alert: answered, audit: 0 },
    automatic,
  });

  describe('a case', () => {
    it('sums what its alerts may cost, and says the dearest one’s reason', async () => {
      const records = await open();
      const id = await file(records, 'a', { amount: 50, hold: true });
      await records.save(recorded({ ...alert('b', { amount: 200, atMs: T0 + 1 }), card: 'a' }));
      const found = await records.cases.find(id);
      expect(found).toMatchObject({
        ...{ id, kind: 'alert', openedMs: T0, lastAlertMs: T0 + 1, dueMs: T0 + 4 * HOUR },
        ...{ alerts: 2, answered: 0, amount: 250, hold: true, novel: false, action: 'checkout' },
        ...{ why: { code: 'machine', text: 'Machine of b.' }, taken: null, closed: null, propensity: null },
      });
      expect(found?.loss.low).toBeCloseTo(12.5, 9);
      expect(found?.loss.expected).toBeCloseTo(25, 9);
      expect(found?.loss.high).toBeCloseTo(50, 9);
      const decisions = await records.cases.decisions(id, 10);
      expect(decisions.map(({ account }) => account)).toEqual(['a', 'b']);
      expect(await records.cases.find('nothing')).toBeNull();
    });

    it('is joined by behaviour where nothing else is shared', async () => {
      const records = await open();
      const save = async (who: string, band: string | null) =>
        (await records.save({ ...alert(who), band })).caseId;
      const first = await save('a', '1,2,3,4');
      expect(await save('b', '1,2,3,4')).toBe(first);
      expect(await save('c', '1,2,3,5')).not.toBe(first);
      expect(await save('d', null)).not.toBe(first);
    });

    it('ranks by its loss, which doubles with each day of waiting', async () => {
      const records = await open();
      for (const [who, amount, days] of [
        ['a', 100, 0],
        ['b', 150, 0],
        ['c', 180, 1],
        ['d', 420, 1],
      ] as const)
        await file(records, who, { amount, atMs: T0 + days * DAY });
      expect((await page(records)).map(({ amount }) => amount)).toEqual([420, 150, 100, 180]);
      const second = await records.cases.page({ kind: 'alert', offset: 1, limit: 2 });
      expect(second.map(({ amount }) => amount)).toEqual([150, 100]);
    });

    it('is had by one person at a time, for a while', async () => {
      const { cases, ...records } = await open();
      const id = await file({ ...records, cases }, 'a');
      expect(await cases.take(take(id))).toMatchObject({ taken: { by: 'ann', untilMs: T0 + HOUR } });
      expect(await cases.take(take(id, 'bob'))).toBeNull();
      expect(await cases.release(id, 'bob')).toBeNull();
      expect(await cases.take(take(id, 'bob', T0 + HOUR))).toMatchObject({ taken: { by: 'bob' } });
      expect(await cases.release(id, 'bob')).toMatchObject({ taken: null });
      expect(await cases.take(take('nothing'))).toBeNull();
    });

    it('is answered by who has it, and only once', async () => {
      const records = await open();
      const { cases } = records;
      const id = await file(records, 'a');
      const answer = { id, by: 'ann', nowMs: T0, seen: 1, outcome: 'fraudulent' } as const;
      expect(await cases.answer(answer)).toBeNull();
      await cases.take(take(id));
      expect(await cases.answer({ ...answer, by: 'bob' })).toBeNull();
      expect(await cases.answer(answer)).toMatchObject({
        answered: 1,
        taken: null,
        closed: { atMs: T0, ending: 'answered', by: 'ann', outcome: 'fraudulent' },
        loss: { low: 0, expected: 0, high: 0 },
      });
      expect(await cases.answer(answer)).toBeNull();
      expect(await cases.take(take(id))).toBeNull();
      expect(await cases.tally(T0)).toEqual(tally(0, 1, 0));
      expect(await cases.tally(T0 + 1)).toEqual(tally(0, 0, 0));
      expect(await file(records, 'a')).not.toBe(id);
    });

    it('stays open with the alerts that nobody saw', async () => {
      const records = await open();
      const { cases } = records;
      const id = await file(records, 'a', { amount: 300 });
      await cases.take(take(id));
      expect(await file(records, 'a', { amount: 50, atMs: T0 + 1 })).toBe(id);
      const answer = { id, by: 'ann', nowMs: T0 + 2, seen: 1, outcome: 'fraudulent' } as const;
      const left = await cases.answer(answer);
      expect(left).toMatchObject({ alerts: 2, answered: 1, amount: 50, closed: null, taken: null });
      expect(left?.loss.high).toBeCloseTo(10, 9);
      expect(left?.dueMs).toBe(T0 + 1 + DAY);
    });

    it('is open again once its answer is taken back in time by who gave it', async () => {
      const records = await open();
      const { cases } = records;
      const id = await file(records, 'a');
      await cases.take(take(id));
      await cases.answer({ id, by: 'ann', nowMs: T0, seen: 1, outcome: 'fraudulent' });
      const request = { ...take(id), nowMs: T0 + 10, sinceMs: T0 };
      expect(await cases.reopen({ ...request, by: 'bob' })).toBeNull();
      expect(await cases.reopen({ ...request, sinceMs: T0 + 1 })).toBeNull();
      expect(await cases.reopen(request)).toMatchObject({
        ...{ answered: 0, closed: null, taken: { by: 'ann' }, amount: 100 },
      });
      expect(await cases.reopen(request)).toBeNull();
    });

    it('came to something else, once it was answered and while it is closed', async () => {
      const records = await open();
      const { cases } = records;
      const id = await file(records, 'a');
      const correction = { id, closedMs: T0, outcome: 'legitimate' } as const;
      expect(await cases.correct(correction)).toBeNull();
      await cases.take(take(id));
      await cases.answer({ id, by: 'ann', nowMs: T0, seen: 1, outcome: 'fraudulent' });
      expect(await cases.correct({ ...correction, closedMs: T0 + 1 })).toBeNull();
      expect(await cases.correct(correction)).toMatchObject({
        closed: { atMs: T0, ending: 'answered', by: 'ann', outcome: 'legitimate' },
      });
      await cases.reopen({ ...take(id), nowMs: T0 + 10, sinceMs: T0 });
      expect(await cases.correct(correction)).toBeNull();
    });

    it('stays with who took it since, and ended where it ended itself, whoever takes an answer back', async () => {
      const records = await open();
      const { cases } = records;
      const half = async (who: string) => {
        const id = await file(records, who);
        await file(records, who, { atMs: T0 + 1 });
        await cases.take(take(id));
        await cases.answer({ id, by: 'ann', nowMs: T0 + DAY, seen: 1, outcome: 'fraudulent' });
        return id;
      };
      const late = { nowMs: T0 + DAY + 2, untilMs: T0 + 2 * DAY };
      const [taken, ended] = [await half('a'), await half('b')];
      await cases.take({ ...late, id: taken, by: 'bob' });
      await cases.overflow({ ...late, keep: 0 });
      for (const id of [taken, ended])
        expect(await cases.reopen({ ...late, id, by: 'ann', sinceMs: T0 })).toBeNull();
      expect(await cases.find(taken)).toMatchObject({ answered: 1, taken: { by: 'bob' } });
      expect(await cases.find(ended)).toMatchObject({ answered: 1, closed: { ending: 'automatic' } });
    });

    it('goes to one of two who know until when they have it', async () => {
      const records = await open();
      const id = await file(records, 'a');
      const { cases } = records;
      expect(await cases.take({ ...take(id), heldUntilMs: T0 })).toBeNull();
      await cases.take(take(id));
      const both = { ...take(id), heldUntilMs: T0 + HOUR, untilMs: T0 + HOUR + 1 };
      expect(await cases.take({ ...both, by: 'bob' })).toBeNull();
      expect(await cases.take(both)).toMatchObject({ taken: { by: 'ann', untilMs: T0 + HOUR + 1 } });
      expect(await cases.take(both)).toBeNull();
    });

    it('goes the automatic way where it is overdue, below the first ranks, and nobody has it', async () => {
      const records = await open();
      const { cases } = records;
      const [, second, third] = [
        await file(records, 'a', { amount: 300 }),
        await file(records, 'b', { amount: 200 }),
        await file(records, 'c', { amount: 100 }),
        await file(records, 'd', { amount: 50, atMs: T0 + HOUR }),
      ];
      await cases.take(take(second ?? '', 'ann', T0 + DAY - 1));
      expect(await cases.overflow({ nowMs: T0 + DAY - 1, keep: 1 })).toEqual([]);
      expect(await cases.overflow({ nowMs: T0 + DAY, keep: 1 })).toMatchObject([{ id: third }]);
      expect(await cases.find(third ?? '')).toMatchObject({
        closed: { atMs: T0 + DAY, ending: 'automatic', by: null, outcome: null },
      });
      expect(await cases.tally(T0)).toEqual(tally(3, 0, 1));
    });

    it('tells of its end in the same step, and only of that', async () => {
      const records = await open();
      const { cases, outbox } = records;
      const told = async () => (await outbox.claim({ atMs: T0, leaseMs: 1e9, limit: 9 })).map(({ id }) => id);
      const message = (id: string) => ({
        ...{ id, target: 'crm', event: 'case.closed', payload: '{}', decisionId: null, createdMs: T0 },
      });
      const id = await file(records, 'a', { amount: 300 });
      await file(records, 'a', { amount: 50, atMs: T0 + 1 });
      const answer = (seen: number) =>
        ({
          id,
          by: 'ann',
          nowMs: T0,
          seen,
          outcome: 'fraudulent',
          messages: [message(`m-${seen}`)],
        }) as const;
      expect(await cases.answer(answer(2))).toBeNull();
      await cases.take(take(id));
      expect(await cases.answer(answer(1))).toMatchObject({ closed: null });
      expect(await told()).toEqual([]);
      await cases.take(take(id));
      expect(await cases.answer(answer(2))).toMatchObject({ closed: { by: 'ann' } });
      expect(await told()).toEqual(['m-2']);
      const ids = [await file(records, 'b'), await file(records, 'c', { amount: 20 })];
      const overflow = { nowMs: T0 + DAY, keep: 1 };
      const gone: unknown[] = [];
      await cases.overflow({
        ...overflow,
        telling(one) {
          gone.push([one.id, one.closed]);
          return [message(`end-${one.id}`)];
        },
      });
      expect(gone).toEqual([[ids[1], { atMs: T0 + DAY, ending: 'automatic', by: null, outcome: null }]]);
      expect(await told()).toEqual([`end-${ids[1]}`]);
    });

    it('says how like ones ended', async () => {
      const records = await open();
      const { cases } = records;
      for (const [who, ms] of Object.entries({ a: 1, b: 2 })) {
        const id = await file(records, who);
        await cases.take(take(id));
        await cases.answer({ id, by: 'ann', nowMs: T0 + ms, seen: 1, outcome: 'legitimate' });
      }
      const one = await cases.find(await file(records, 'c'));
      const alike = await cases.similar(one!, 5);
      expect(alike.map(({ closed }) => closed?.atMs)).toEqual([T0 + 2, T0 + 1]);
      expect(await cases.similar({ ...one!, why: { code: 'other', text: '' } }, 5)).toEqual([]);
    });

    it('goes with the last of its decisions', async () => {
      const records = await open();
      const id = await file(records, 'a');
      await records.save(recorded({ ...alert('b'), card: 'a' }));
      await records.erase({ account: 'a' }, 'somebody');
      expect(await records.cases.decisions(id, 10)).toMatchObject([{ account: 'b' }]);
      await records.erase({ account: 'b' }, 'somebody');
      expect(await records.cases.find(id)).toBeNull();
    });
  });

  describe('the day’s audit', () => {
    const visit = (who: string, atMs: number, level = 'low') =>
      recorded({ ...{ account: who, card: who, jkt: who }, decision: { atMs, facts: variables({ level }) } });
    const drawn = { novel: { places: [0], propensity: 1 }, other: { places: [1], propensity: 0.5 } };

    it('has visits that no case shows, and what went the automatic way', async () => {
      const records = await open();
      const { cases } = records;
      await records.save(visit('a', T0 - 1));
      await records.save(visit('b', T0, 'unknown'));
      await records.save(visit('c', T0 + DAY - 1));
      await file(records, 'd', { atMs: T0 + 1 });
      await file(records, 'e', { atMs: T0 - DAY });
      await cases.overflow({ nowMs: T0 + 2, keep: 0 });
      expect(await cases.frame(T0, T0 + DAY)).toEqual({ novel: 1, other: 2 });
      expect(await cases.frame(T0 + 1, T0 + DAY)).toEqual({ novel: 0, other: 2 });
    });

    it('opens a case for each visit that is drawn, once a day', async () => {
      const records = await open();
      const { cases } = records;
      for (const [index, level] of ['low', 'unknown', 'low'].entries())
        await records.save(visit(`visitor-${index}`, T0 + index, level));
      const draw = { day: '2027-01-15', nowMs: T0 + HOUR, fromMs: T0, toMs: T0 + HOUR, ...drawn };
      expect(await cases.drawnUntil()).toBeNull();
      expect(await cases.open(draw)).toBe(2);
      expect(await cases.open(draw)).toBe(0);
      expect(await cases.drawnUntil()).toBe(T0 + HOUR);
      const rows = await page(records, 'audit');
      expect(rows).toHaveLength(2);
      const whose = await Promise.all(
        rows.map(async ({ id, novel, propensity, openedMs, lastAlertMs, dueMs }) => {
          const [one] = await cases.decisions(id, 1);
          return [one?.account, novel, propensity, openedMs, lastAlertMs, dueMs];
        }),
      );
      expect(whose.toSorted()).toEqual([
        ['visitor-1', true, 1, T0 + HOUR, T0 + 1, T0 + DAY + HOUR],
        ['visitor-2', false, 0.5, T0 + HOUR, T0 + 2, T0 + DAY + HOUR],
      ]);
      expect(await page(records)).toEqual([]);
    });

    it('writes its probability to the decision, and to what is left of it', async () => {
      const records = await open();
      for (const [index, level] of ['low', 'unknown', 'low'].entries())
        await records.save(visit(`visitor-${index}`, T0 + index, level));
      await records.cases.open({ day: 'd', nowMs: T0 + HOUR, fromMs: T0, toMs: T0 + HOUR, ...drawn });
      const kept = [];
      for await (const { account, decision } of records.export()) kept.push([account, decision.propensity]);
      expect(kept).toEqual([
        ['visitor-0', undefined],
        ['visitor-1', 1],
        ['visitor-2', 0.5],
      ]);
      await records.expire(T0 + 100 * DAY);
      const stubs = [];
      for await (const { atMs, propensity } of records.stubs()) stubs.push([atMs - T0, propensity]);
      expect(stubs).toEqual([
        [0, null],
        [1, 1],
        [2, 0.5],
      ]);
    });

    it('opens nothing where nothing is drawn', async () => {
      const { cases } = await open();
      const none = { places: [], propensity: 0 };
      const day = { day: '2027-01-15', nowMs: T0, fromMs: 0, toMs: T0, novel: none, other: none };
      expect(await cases.frame(0, T0)).toEqual({ novel: 0, other: 0 });
      expect(await cases.open(day)).toBe(0);
      expect(await cases.drawnUntil()).toBe(T0);
    });
  });

  describe('the journey', () => {
    const BERLIN = { lat: 52.5, lon: 13.4 };
    const TOKYO = { lat: 35.7, lon: 139.7 };
    const travel = { kind: 'someone_else', km: 8800, minutes: 5, speed_kmh: 1e5 };
    const far = (who: string, change: Partial<DecisionRecord> = {}) => {
      const { decision, ...record } = alert(who, { atMs: T0 + 5 });
      const facts = variables({ travel, network: { kind: 'residential' } });
      return { ...record, jkt: 'other', place: TOKYO, decision: { ...decision, facts }, ...change };
    };

    it('is from the account’s last place to the visit that the case tells of', async () => {
      const records = await open();
      await records.save(recorded({ account: 'a', jkt: 'a', place: BERLIN, decision: { atMs: T0 } }));
      const { caseId } = await records.save(far('a'));
      const nowhere = await records.save(far('b', { jkt: 'third' }));
      const id = caseId ?? '';
      const journey = { from: BERLIN, to: TOKYO, network: 'residential', km: 8800, minutes: 5 };
      expect(await records.cases.journeys([id, nowhere.caseId ?? '', 'none'])).toEqual(
        new Map([[id, { ...journey, isSameKey: false }]]),
      );
      expect(await records.cases.journeys([])).toEqual(new Map());
      await records.erase({ account: 'a' }, 'ann');
      expect(await records.cases.journeys([id])).toEqual(new Map());
    });
  });

  describe('the history', () => {
    it('is of the account or the key, the newest first', async () => {
      const { cases, ...records } = await open();
      const names = [
        ['a', 'k1'],
        ['a', 'k2'],
        ['b', 'k1'],
        ['b', 'k2'],
      ] as const;
      for (const [index, [account, jkt]] of names.entries())
        await records.save(recorded({ account, jkt, decision: { atMs: T0 + index } }));
      const of = async (account: string | null, jkt: string | null, limit = 10) =>
        (await cases.history({ account, jkt, limit })).map((one) => `${one.account}${one.jkt}`);
      expect(await of('a', 'k1')).toEqual(['bk1', 'ak2', 'ak1']);
      expect(await of('a', null)).toEqual(['ak2', 'ak1']);
      expect(await of(null, null)).toEqual([]);
      expect(await of('a', 'k1', 1)).toEqual(['bk1']);
    });
  });

  describe('the audit’s log', () => {
    it('takes rows of others', async () => {
      const records = await open();
      await records.log({ atMs: T0, by: 'eve', what: 'refused', detail: '{}' });
      for await (const row of records.audit())
        expect(row).toMatchObject({ seq: 1, by: 'eve', what: 'refused' });
    });
  });
}
