import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPolicyBook,
  type Decider,
  type DeciderOptions,
  memoryRecords,
  type Queued,
  type Records,
  type Role,
} from '../../../../src/decide/index.ts';
import { accepted, BASKET, clock, decider, T0 } from '../setup.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FRAUD = { outcome: 'fraudulent', reason: 'payment_heuristics', seen: 1 } as const;

const queueOf = ({ queue }: Pick<Decider, 'queue'>, id: string, roles: readonly Role[] = ['read', 'label']) =>
  queue({ reviewer: { id, roles } });

/** Raises an alert: a machine's order, which is held back. */
const alert = ({ decide }: Pick<Decider, 'decide'>, name: string, amount = 100) =>
  decide(accepted({ level: 'high', score: 0.95, key: { jkt: name, bound: true, ephemeral: false } }), {
    ...BASKET,
    account: name,
    card: name,
    amount,
  });

/** A decider whose queue has these amounts, and no audit. */
async function filled(amounts: readonly number[], options: Partial<DeciderOptions> = {}) {
  const one = await decider({ budget: { perDay: 10, audit: 0 }, ...options });
  for (const [index, amount] of amounts.entries()) await alert(one, `visitor-${index}`, amount);
  return one;
}

/** What a queue answered, where it did what it was asked. */
async function done<T>(answer: Promise<Queued<T>>): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(`refused: ${got.code} ${got.detail ?? ''}`);
  return got.value;
}

describe('a page of the queue', () => {
  it('has the dearest case first, and what waited before what is new', async () => {
    const shop = await filled([50, 200, 100]);
    clock.ms = T0 + DAY;
    await alert(shop, 'late', 300);
    const { rows } = await done(queueOf(shop, 'ann').page());
    expect(rows.map(({ amount }) => amount)).toEqual([200, 300, 100, 50]);
  });

  it('says how many are over budget, and loses none', async () => {
    const shop = await filled(Array.from({ length: 13 }, (_, index) => 20 + index));
    const page = await done(queueOf(shop, 'ann').page());
    expect(page.rows.map(({ isOver }) => isOver)).toEqual(page.rows.map((_, place) => place >= 10));
    expect(page).toMatchObject({
      open: { ranked: 13 },
      over: { waiting: 3, automatic: 0 },
      left: { ranked: 10 },
    });
    clock.ms = T0 + 5 * HOUR;
    expect(await done(queueOf(shop, 'ann').counts())).toMatchObject({
      open: { ranked: 10 },
      over: { waiting: 0, automatic: 3 },
    });
  });

  it('holds fifty rows', async () => {
    const shop = await filled(Array.from({ length: 120 }, (_, index) => 20 + index));
    const pages = await Promise.all([1, 2, 3].map((page) => done(queueOf(shop, 'ann').page(page))));
    expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(120);
    expect(await done(queueOf(shop, 'ann').page(99))).toMatchObject({ page: 3, pages: 3 });
    expect(await done(queueOf(shop, 'ann').page(Number.NaN))).toMatchObject({ page: 1 });
  });
});

describe('an audit', () => {
  async function withVisits(options: Partial<DeciderOptions> = {}) {
    const shop = await decider({ budget: { perDay: 10, audit: 0.4 }, ...options });
    for (let at = 0; at < 30; at++) {
      const who = `person-${at}`;
      const key = { jkt: who, bound: true, ephemeral: false };
      const verdict = at % 3 === 0 ? accepted({ key, level: 'unknown', score: null }) : accepted({ key });
      await shop.decide(verdict, { ...BASKET, account: who, card: who });
    }
    clock.ms += MINUTE;
    return shop;
  }

  it('is drawn once a day, half of it among the unfamiliar', async () => {
    const records = memoryRecords();
    const shop = await withVisits({ records });
    const { rows } = await done(queueOf(shop, 'ann').page());
    const drawn = await records.cases.page({ kind: 'audit', offset: 0, limit: 10 });
    expect(drawn.map(({ kind, novel, propensity }) => [kind, novel, propensity])).toEqual(
      expect.arrayContaining([
        ['audit', true, 0.2],
        ['audit', false, 0.1],
      ]),
    );
    expect(rows).toHaveLength(4);
    clock.ms += HOUR;
    expect((await done(queueOf(shop, 'bob').page())).rows).toHaveLength(4);
  });

  it('comes after every four alerts, whatever was answered before', async () => {
    const shop = await withVisits({ budget: { perDay: 20, audit: 0.2 } });
    for (let at = 0; at < 10; at++) await alert(shop, `visitor-${at}`, 100 + at);
    const queue = queueOf(shop, 'ann');
    const kinds: string[] = [];
    for (let at = 0; at < 10; at++) {
      const next = (await done(queue.page())).rows[0];
      const taken = await done(queue.take());
      expect(next?.id).toBe(taken.id);
      kinds.push(taken.kind);
      await done(queue.answer(taken.id, FRAUD));
      clock.ms += MINUTE;
    }
    const four = Array.from({ length: 4 }, () => 'alert');
    expect(kinds).toEqual([...four, 'audit', ...four, 'audit']);
  });

  it('hides what became of a challenge, which would tell the score', async () => {
    const shop = await withVisits();
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    const [visit] = (await done(queue.case(id))).timeline;
    const passed = {
      outcome: 'legitimate',
      reason: 'passed_two_factor',
      source: 'challenge',
      by: 'shop',
    } as const;
    expect(await shop.label(visit?.decisionId ?? '', passed)).toMatchObject({ ok: true });
    expect(await done(queue.case(id))).toMatchObject({ label: null, timeline: [{ label: null }] });
    await done(queue.answer(id, FRAUD));
    expect((await done(queue.case(id))).timeline[0]?.label).not.toBeNull();
  });

  it('hides the score until the label is given', async () => {
    const shop = await withVisits();
    const queue = queueOf(shop, 'ann');
    const taken = await done(queue.take());
    expect(taken).toMatchObject({ kind: 'audit', loss: null, why: { code: 'audit' } });
    expect(taken).toMatchObject({ hold: false, novel: false, propensity: null });
    const blind = await done(queue.case(taken.id));
    expect(blind).toMatchObject({ sum: null, decisions: [], against: [] });
    expect(blind.timeline.map(({ outcome }) => outcome)).toEqual([null]);
    for (const rule of ['machine', 'never_heard_of'])
      expect(await queue.snooze(taken.id, rule)).toMatchObject({ ok: false, code: 'rule_unknown' });
    await queue.answer(taken.id, FRAUD);
    const after = await done(queue.case(taken.id));
    expect(after.decisions).toHaveLength(1);
    expect(after.timeline[0]?.outcome).toBe(after.decisions[0]?.decision.outcome);
    expect(after.case.loss).not.toBeNull();
  });
});

describe('taking a case', () => {
  it('gives the next one that nobody has, for ten minutes', async () => {
    const shop = await filled([100, 200]);
    const [ann, bob] = [queueOf(shop, 'ann'), queueOf(shop, 'bob')];
    expect(await done(ann.take())).toMatchObject({ amount: 200, taken: { by: 'ann' } });
    expect(await done(ann.take())).toMatchObject({ amount: 200 });
    expect(await done(bob.take())).toMatchObject({ amount: 100 });
    expect(await queueOf(shop, 'eve').take()).toMatchObject({ ok: false, code: 'queue_empty' });
    clock.ms += 10 * MINUTE;
    expect(await done(queueOf(shop, 'eve').take())).toMatchObject({ amount: 200, taken: { by: 'eve' } });
  });

  it('tells the second who has it, and gives it to him once it is given back', async () => {
    const shop = await filled([100]);
    const [ann, bob] = [queueOf(shop, 'ann'), queueOf(shop, 'bob')];
    const { id } = await done(ann.take());
    expect(await bob.take(id)).toMatchObject({
      ok: false,
      code: 'case_taken',
      case: { taken: { by: 'ann' } },
    });
    expect(await bob.answer(id, FRAUD)).toMatchObject({ ok: false, code: 'case_taken' });
    await ann.release(id);
    expect(await bob.take(id)).toMatchObject({ ok: true });
  });
});

describe('answering a case', () => {
  it('labels its alerts and closes it', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    await alert(shop, 'visitor-0', 30);
    const { id, alerts } = await done(queue.take());
    expect(alerts).toBe(2);
    const answered = await done(queue.answer(id, { ...FRAUD, seen: 2 }));
    expect(answered.closed).toEqual({ atMs: T0, ending: 'answered', by: 'ann', outcome: 'fraudulent' });
    const { timeline } = await done(queue.case(id));
    expect(timeline.map(({ label }) => label?.outcome)).toEqual(['fraudulent', 'fraudulent']);
    expect(await done(queue.counts())).toMatchObject({ done: { ranked: 1 }, left: { ranked: 9 } });
  });

  it('leaves open what joined since it was seen', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    await alert(shop, 'visitor-0', 30);
    expect(await done(queue.answer(id, FRAUD))).toMatchObject({
      closed: null,
      alerts: 2,
      answered: 1,
      amount: 30,
    });
  });

  it.each([
    ['without having taken it', 'case_not_taken', FRAUD],
    ['with a word that is none', 'label_invalid', { ...FRAUD, outcome: 'maybe' }],
    ['without saying what was seen', 'label_invalid', { ...FRAUD, seen: Number.NaN }],
    ['with nothing', 'label_invalid', null],
  ])('is refused %s', async (_name, code, answer) => {
    const shop = await filled([100]);
    const { rows } = await done(queueOf(shop, 'ann').page());
    expect(await queueOf(shop, 'ann').answer(rows[0]!.id, answer as never)).toMatchObject({
      ok: false,
      code,
    });
    const audit = [];
    for await (const { by, what } of shop.records.audit()) audit.push([by, what]);
    expect(audit).toEqual(code === 'label_invalid' ? [['ann', 'refused']] : []);
  });

  it('says that it was closed meanwhile, and overwrites nothing', async () => {
    const shop = await filled([100]);
    const [ann, bob] = [queueOf(shop, 'ann'), queueOf(shop, 'bob')];
    const { id } = await done(ann.take());
    await ann.answer(id, FRAUD);
    const late = await bob.answer(id, { outcome: 'legitimate', reason: 'known_customer', seen: 1 });
    expect(late).toMatchObject({
      ...{ ok: false, code: 'case_closed', case: { closed: { by: 'ann' } } },
      label: { outcome: 'fraudulent', reason: 'payment_heuristics', by: 'ann' },
    });
    const { timeline, label } = await done(bob.case(id));
    expect(timeline[0]?.label?.by).toBe('ann');
    expect(label).toMatchObject({ by: 'ann', reason: 'payment_heuristics' });
  });

  it('that comes when somebody else has the case is not kept, and outvotes nobody', async () => {
    const store = memoryRecords({ now: () => clock.ms });
    const GOOD = { outcome: 'legitimate', reason: 'known_customer', seen: 1 } as const;
    let meanwhile: (() => Promise<unknown>) | null = null;
    const records: Records = {
      ...store,
      async label(...args) {
        const done = await store.label(...args);
        const work = meanwhile;
        meanwhile = null;
        await work?.();
        return done;
      },
    };
    const shop = await filled([100], { records });
    const [ann, bob] = [queueOf(shop, 'ann'), queueOf(shop, 'bob')];
    const { id } = await done(ann.take());
    meanwhile = async () => {
      clock.ms += 11 * MINUTE;
      await done(bob.take(id));
      await done(bob.answer(id, GOOD));
    };
    expect(await ann.answer(id, FRAUD)).toMatchObject({ code: 'case_closed', label: { by: 'bob' } });
    const { label, decisions } = await done(bob.case(id));
    expect(label).toMatchObject({ by: 'bob', outcome: 'legitimate' });
    const [mine] = decisions[0]?.labels ?? [];
    expect(decisions[0]?.labels.map(({ by, reverses }) => [by, reverses])).toEqual([
      ['ann', undefined],
      ['bob', undefined],
      ['ann', mine?.id],
    ]);
  });

  it('is one where it was sent twice at once', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    const sent = await Promise.all([queue.answer(id, FRAUD), queue.answer(id, FRAUD)]);
    expect(sent.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const { label, decisions } = await done(queue.case(id));
    expect(label).toMatchObject({ by: 'ann', outcome: 'fraudulent' });
    expect(decisions[0]?.labels).toHaveLength(1);
  });

  it('takes one of two answers that its reviewer gives at once, with its label and no other', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    const both = await Promise.all([
      queue.answer(id, FRAUD),
      queue.answer(id, { outcome: 'legitimate', reason: 'known_customer', seen: 1 }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const { case: closed, decisions, label } = await done(queue.case(id));
    expect(decisions[0]?.labels).toHaveLength(1);
    expect(label?.outcome).toBe(closed.closed?.outcome);
    await done(queue.undo(id));
    expect((await done(queue.case(id))).label).toBeNull();
  });

  it('counts as many cases as there are places, whatever comes', async () => {
    const shop = await filled(Array.from({ length: 30 }, (_, index) => 20 + index));
    const queue = queueOf(shop, 'ann');
    for (let answered = 0; answered < 10; answered++) {
      expect(await done(queue.counts())).toMatchObject({ left: { ranked: 10 - answered } });
      const { id } = await done(queue.take());
      await done(queue.answer(id, FRAUD));
    }
    expect(await queue.take()).toEqual({
      ok: false,
      code: 'queue_empty',
      detail: 'today’s budget is spent',
    });
    expect(await done(queue.counts())).toMatchObject({
      left: { ranked: 0 },
      over: { waiting: 20, automatic: 0 },
    });
  });
});

describe('taking an answer back', () => {
  it('adds a reversal within ten seconds, and opens the case again', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    await queue.answer(id, FRAUD);
    clock.ms += 10_000;
    expect(await done(queue.undo(id))).toMatchObject({ closed: null, taken: { by: 'ann' } });
    const { decisions, timeline, label } = await done(queue.case(id));
    expect([timeline[0]?.label, label]).toEqual([null, null]);
    const [given, reversal] = decisions[0]?.labels ?? [];
    expect(reversal).toMatchObject({ reverses: given?.id, reason: given?.reason, by: 'ann' });
    expect(await queue.undo(id)).toMatchObject({ ok: false, code: 'undo_late' });
    await done(queue.answer(id, { outcome: 'legitimate', reason: 'known_customer', seen: 1 }));
    expect((await done(queue.case(id))).timeline[0]?.label?.outcome).toBe('legitimate');
  });

  it.each([
    ['later', 'ann', 10_001],
    ['by somebody else', 'bob', 0],
  ])('is refused %s', async (_name, who, ms) => {
    const shop = await filled([100]);
    const { id } = await done(queueOf(shop, 'ann').take());
    await queueOf(shop, 'ann').answer(id, FRAUD);
    clock.ms += ms;
    expect(await queueOf(shop, who).undo(id)).toMatchObject({ ok: false, code: 'undo_late' });
  });
});

describe('an answer that is taken back', () => {
  it('leaves what the same person had said of the visit before', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    const view = await done(queue.case(id));
    const decision = view.decisions[0]!.decision.id;
    const { outcome, reason } = FRAUD;
    await shop.label(decision, { outcome, reason, source: 'analyst', by: 'ann' });
    clock.ms += 60_000;
    await done(queue.answer(id, FRAUD));
    await done(queue.undo(id));
    expect((await done(queue.case(id))).label).toMatchObject({ outcome, reason, by: 'ann' });
  });
});

describe('correcting an answer', () => {
  const GOOD = { outcome: 'legitimate', reason: 'known_customer' } as const;

  it('takes the own label back in a row of its own, adds another, and is in the audit', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    await done(queue.answer(id, FRAUD));
    clock.ms += DAY;
    expect(await done(queue.correct(id, GOOD))).toMatchObject({
      closed: { by: 'ann', outcome: 'legitimate' },
    });
    const { decisions, label } = await done(queue.case(id));
    const [first, reversal, second] = decisions[0]?.labels ?? [];
    expect(reversal).toMatchObject({ reverses: first?.id, by: 'ann' });
    expect([label, second?.outcome]).toEqual([second, 'legitimate']);
    const said: string[] = [];
    for await (const { what } of shop.records.audit()) said.push(what);
    expect(said.filter((what) => what === 'label' || what === 'reversal')).toHaveLength(3);
    await done(queue.correct(id, GOOD));
    expect((await done(queue.case(id))).decisions[0]?.labels).toHaveLength(3);
  });

  it('outvotes somebody else, and leaves his row', async () => {
    const shop = await filled([100]);
    const { id } = await done(queueOf(shop, 'ann').take());
    await done(queueOf(shop, 'ann').answer(id, FRAUD));
    clock.ms += 1;
    await done(queueOf(shop, 'bob').correct(id, GOOD));
    const { decisions, label } = await done(queueOf(shop, 'bob').case(id));
    expect(decisions[0]?.labels.map(({ by, reverses }) => [by, reverses])).toEqual([
      ['ann', undefined],
      ['bob', undefined],
    ]);
    expect(label?.by).toBe('bob');
  });

  it('is refused where nobody answered, without the role, and for what is no answer', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { id } = await done(queue.take());
    expect(await queue.correct(id, GOOD)).toMatchObject({ ok: false, code: 'case_not_answered' });
    const reader = queueOf(shop, 'eve', ['read']);
    expect(await reader.correct(id, GOOD)).toMatchObject({ ok: false, code: 'role_missing' });
    for (const bad of [null, {}, { ...GOOD, reason: 'stolen_card' }, { ...GOOD, note: 1 }])
      expect(await queue.correct(id, bad as never)).toMatchObject({ ok: false, code: 'label_invalid' });
    expect((await done(queue.case(id))).label).toBeNull();
  });
});

describe('passing a case over', () => {
  it('takes the one below it, and comes back with the next take', async () => {
    const shop = await filled([300, 200, 100]);
    const queue = queueOf(shop, 'ann');
    const first = await done(queue.take());
    const amounts: number[] = [first.amount];
    let { id } = first;
    for (let passed = 0; passed < 3; passed++) {
      const next = await done(queue.skip(id));
      amounts.push(next.amount);
      id = next.id;
    }
    expect(amounts).toEqual([300, 200, 100, 300]);
    await done(queue.skip(id));
    expect((await done(queueOf(shop, 'bob').take())).amount).toBe(300);
  });

  it('leaves nothing behind where there is no other, or somebody else has it', async () => {
    const shop = await filled([100]);
    const { id } = await done(queueOf(shop, 'ann').take());
    expect(await queueOf(shop, 'bob').skip(id)).toMatchObject({ ok: false, code: 'queue_empty' });
    expect(await queueOf(shop, 'ann').skip(id)).toMatchObject({ ok: false, code: 'queue_empty' });
    expect((await done(queueOf(shop, 'ann').case(id))).case.taken).toBeNull();
  });
});

describe('taking half an answer back', () => {
  it('leaves the case to who took it since', async () => {
    const shop = await filled([100]);
    const [ann, bob] = [queueOf(shop, 'ann'), queueOf(shop, 'bob')];
    const { id } = await done(ann.take());
    await alert(shop, 'visitor-0', 30);
    await done(ann.answer(id, FRAUD));
    await done(bob.take(id));
    expect(await ann.undo(id)).toMatchObject({
      ok: false,
      code: 'case_taken',
      case: { taken: { by: 'bob' } },
    });
    expect(await bob.answer(id, { ...FRAUD, seen: 2 })).toMatchObject({ ok: true });
  });
});

describe('a role', () => {
  it('is asked for, and who tried without one is in the audit', async () => {
    const shop = await filled([100]);
    const reader = queueOf(shop, 'eve', ['read']);
    const { rows } = await done(reader.page());
    expect(await reader.take()).toMatchObject({ ok: false, code: 'role_missing', detail: 'label' });
    expect(await reader.answer(rows[0]!.id, FRAUD)).toMatchObject({ ok: false, code: 'role_missing' });
    expect(await queueOf(shop, 'bob', ['label']).page()).toMatchObject({ ok: false, code: 'role_missing' });
    const audit = [];
    for await (const { by, what, detail } of shop.records.audit()) audit.push([by, what, detail]);
    expect(audit).toContainEqual(['eve', 'refused', '{"what":"answer","needs":"label"}']);
  });

  it.each([{ id: '', roles: [] }, { id: 'ann', roles: ['admin'] }, null])(
    'is none in %o',
    async (reviewer) => {
      const shop = await filled([]);
      expect(() => shop.queue({ reviewer: reviewer as never })).toThrow(TypeError);
    },
  );
});

describe('snoozing a rule', () => {
  it('raises no alert for this account for thirty days, and still decides', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const { rows } = await done(queue.page());
    const { rules } = await done(queue.case(rows[0]!.id));
    expect(rules).toContain('machine');
    expect(await done(queue.snooze(rows[0]!.id, 'machine'))).toMatchObject({ untilMs: T0 + 30 * DAY });
    expect(await alert(shop, 'visitor-0')).toMatchObject({
      rule: 'machine',
      outcome: 'review',
      alert: false,
    });
    expect((await alert(shop, 'visitor-9')).alert).toBe(true);
    await queue.wake(rows[0]!.id, 'machine');
    expect((await alert(shop, 'visitor-0')).alert).toBe(true);
    expect(await queue.snooze(rows[0]!.id, 'never_heard_of')).toMatchObject({
      ok: false,
      code: 'rule_unknown',
    });
  });
});

describe('the deny list', () => {
  const shopOf = async (needsSecondPerson: boolean) =>
    filled([100], { policies: await createPolicyBook({ needsSecondPerson }) });

  it('refuses the key of a case from its next visit on, until it is taken off', async () => {
    const shop = await shopOf(false);
    const queue = queueOf(shop, 'ann');
    const [one] = (await done(queue.page())).rows;
    const denial = await done(queue.deny(one!.id, { kind: 'key', name: 'visitor-0' }));
    expect(denial).toMatchObject({ name: 'visitor-0', by: 'ann', confirmedBy: 'ann', caseId: one!.id });
    const own = { key: { jkt: 'visitor-0', bound: true, ephemeral: false } };
    const visit = () => shop.decide(accepted(own), { ...BASKET, account: 'new', card: 'new' });
    expect(await visit()).toMatchObject({
      outcome: 'deny',
      rule: 'deny_list',
      facts: { denied: { key: true, account: false, card: false } },
    });
    const { deniable } = await done(queue.case(one!.id));
    expect(deniable.map(({ kind, denial: known }) => [kind, known?.by])).toEqual([
      ['key', 'ann'],
      ['account', undefined],
      ['card', undefined],
    ]);
    expect(await done(queue.denials())).toMatchObject({ rows: [denial], total: 1, page: 1, pages: 1 });
    await done(queue.undeny(denial));
    expect((await visit()).outcome).toBe('allow');
  });

  it('counts from the second person on, where the site wants two', async () => {
    const shop = await shopOf(true);
    const [one] = (await done(queueOf(shop, 'ann').page())).rows;
    const { deniable } = await done(queueOf(shop, 'ann').case(one!.id));
    const card = deniable.find(({ kind }) => kind === 'card');
    for (const who of ['ann', 'ann']) {
      expect((await done(queueOf(shop, who).deny(one!.id, card!))).confirmedBy).toBeNull();
      expect((await alert(shop, 'visitor-0')).rule).toBe('machine');
    }
    const [entry] = (await done(queueOf(shop, 'ann').denials())).rows;
    expect((await done(queueOf(shop, 'ann').agree(entry!))).confirmedBy).toBeNull();
    expect((await done(queueOf(shop, 'bob').agree(entry!))).confirmedBy).toBe('bob');
    expect((await alert(shop, 'visitor-0')).rule).toBe('deny_list');
  });

  it('keeps off what was taken off while somebody agreed to it', async () => {
    const store = memoryRecords({ now: () => clock.ms });
    let meanwhile: (() => Promise<unknown>) | null = null;
    const denials: Records['denials'] = {
      ...store.denials,
      async put(...args) {
        const work = meanwhile;
        meanwhile = null;
        await work?.();
        return store.denials.put(...args);
      },
    };
    const policies = await createPolicyBook({ needsSecondPerson: true });
    const shop = await filled([100], { policies, records: { ...store, denials } });
    const [ann, bob, eve] = [queueOf(shop, 'ann'), queueOf(shop, 'bob'), queueOf(shop, 'eve')];
    const [one] = (await done(ann.page())).rows;
    const { deniable } = await done(ann.case(one!.id));
    const entry = await done(ann.deny(one!.id, deniable.find(({ kind }) => kind === 'card')!));
    meanwhile = () => done(eve.undeny(entry));
    expect(await bob.agree(entry)).toEqual({ ok: false, code: 'denial_unknown' });
    expect((await done(ann.denials())).total).toBe(0);
  });

  it('takes only what a case has', async () => {
    const shop = await filled([100]);
    const queue = queueOf(shop, 'ann');
    const [one] = (await done(queue.page())).rows;
    const key = { kind: 'key', name: 'visitor-0' } as const;
    const others = [
      null,
      undefined,
      'key',
      { ...key, kind: 'ip' },
      { ...key, kind: '__proto__' },
      { kind: 'key' },
    ];
    for (const entry of [...others, { ...key, name: 'somebody-else' }, { ...key, kind: 'card' }] as never[])
      expect(await queue.deny(one!.id, entry)).toEqual({ ok: false, code: 'denial_unknown' });
    expect(await queue.deny('none', key)).toEqual({ ok: false, code: 'case_unknown' });
    for (const entry of [null, { kind: 'key', name: 'x y' }, { kind: 'ip', name: 'x' }] as never[])
      expect(await queue.undeny(entry)).toEqual({ ok: false, code: 'denial_unknown' });
    const reader = queueOf(shop, 'guest', ['read']);
    expect(await reader.deny(one!.id, key)).toMatchObject({ code: 'role_missing' });
    expect((await done(reader.denials())).total).toBe(0);
  });
});

describe('a case', () => {
  it('shows the sum, the timeline of account and key, and how like ones ended', async () => {
    const shop = await filled([100, 80]);
    await shop.decide(accepted({ key: { jkt: 'visitor-0', bound: true, ephemeral: false } }), {
      ...BASKET,
      account: 'other',
      card: 'other',
      amount: 5,
    });
    const queue = queueOf(shop, 'ann');
    const first = await done(queue.take());
    const view = await done(queue.case(first.id));
    const shown = view.sum?.parts.reduce((sum, { weight }) => sum + weight, 0);
    expect(view.sum?.z).toBeCloseTo(shown ?? Number.NaN, 9);
    expect(view.sum?.loss.high).toBeCloseTo((view.sum?.risk.high ?? 0) * 100, 9);
    expect(view.timeline.map(({ isAccount, isKey }) => [isAccount, isKey])).toEqual([
      [true, true],
      [false, true],
    ]);
    await queue.answer(first.id, FRAUD);
    const second = await done(queue.take());
    expect((await done(queue.case(second.id))).similar).toMatchObject([
      { id: first.id, closed: { outcome: 'fraudulent' } },
    ]);
  });

  it('tells of the visit that may cost most, where a later one is of another account', async () => {
    const shop = await filled([300]);
    const key = { jkt: 'visitor-0', bound: true, ephemeral: false };
    clock.ms += MINUTE;
    const late = await shop.decide(accepted({ level: 'high', score: 0.95, key }), {
      ...BASKET,
      account: 'somebody-else',
      card: 'another-card',
      amount: 20,
    });
    const queue = queueOf(shop, 'ann');
    const one = await done(queue.take());
    const view = await done(queue.case(one.id));
    expect(view.case).toMatchObject({ alerts: 2, amount: 320 });
    expect(view.decisions.at(-1)?.decision.id).toBe(late.id);
    const names = Object.fromEntries(view.deniable.map(({ kind, name }) => [kind, name]));
    const [dearest] = view.decisions;
    expect(names).toEqual({ key: 'visitor-0', account: dearest?.account, card: dearest?.card });
    expect(view.sum?.amount).toBe(300);
    expect(view.timeline.map(({ isAccount }) => isAccount)).toEqual([true, false]);
  });

  it.each(['', 'a\0b', '\ud800', 'x'.repeat(100), null, {}, Symbol('id')])(
    'has a code for the name %o',
    async (id) => {
      const queue = queueOf(await filled([100]), 'ann');
      for (const method of ['case', 'take', 'release', 'undo'] as const)
        expect(await queue[method](id as string)).toMatchObject({ ok: false, code: 'case_unknown' });
      expect(await queue.answer(id as string, FRAUD)).toMatchObject({ ok: false, code: 'case_unknown' });
      expect(await queue.correct(id as string, FRAUD)).toMatchObject({ ok: false, code: 'case_unknown' });
      expect(await queue.snooze(id as string, 'machine')).toMatchObject({ ok: false, code: 'case_unknown' });
    },
  );

  it('has a code where there is none, or the records are gone', async () => {
    const shop = await filled([]);
    expect(await queueOf(shop, 'ann').case('nothing')).toMatchObject({ ok: false, code: 'case_unknown' });
    expect(await queueOf(shop, 'ann').take('nothing')).toMatchObject({ ok: false, code: 'case_unknown' });
    const broken = {
      ...shop.records,
      cases: new Proxy(shop.records.cases, { get: () => () => Promise.reject() }),
    };
    const other = await decider({ records: broken });
    expect(await queueOf(other, 'ann').page()).toMatchObject({ ok: false, code: 'unavailable' });
  });
});

describe('whatever comes', () => {
  it('no alert is lost: each is answered, waits, or went the automatic way and was counted', async () => {
    const amount = fc.oneof(
      fc.double({ min: 0, max: 1000, noNaN: true }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 1e300),
    );
    const step = fc.record({ who: fc.nat(12), amount, hours: fc.nat(6), answers: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const shop = await filled([], { budget: { perDay: 3, audit: 0 } });
        const queue = queueOf(shop, 'ann');
        const [start, opened] = [clock.ms, new Set<string>()];
        for (const { who, amount: worth, hours, answers } of steps) {
          await alert(shop, `visitor-${who}`, worth);
          for (const { id } of (await done(queue.page())).rows) opened.add(id);
          clock.ms += hours * HOUR;
          for (let count = 0; count < answers; count++) {
            const taken = await queue.take();
            if (taken.ok) await done(queue.answer(taken.value.id, { ...FRAUD, seen: taken.value.alerts }));
          }
        }
        await queue.counts();
        const { open, answered, automatic } = await shop.records.cases.tally(start);
        const all = await Promise.all([...opened].map((id) => shop.records.cases.find(id)));
        expect(all.reduce((sum, one) => sum + (one?.alerts ?? 0), 0)).toBe(steps.length);
        expect(open.alert + answered.alert + automatic).toBe(opened.size);
      }),
      { numRuns: 30 },
    );
  });
});
