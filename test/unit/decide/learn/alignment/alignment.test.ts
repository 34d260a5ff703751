import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { REFERENCE } from '../../../../../src/decide/alignment/reference.ts';
import {
  createAlignment,
  findBroken,
  memoryRecords,
  type Records,
  recordsTables,
  sqlRecords,
} from '../../../../../src/decide/index.ts';
import type { SqlClient } from '../../../../../src/server/stores/sql-table.ts';
import { BASKET, SECRET } from '../../setup.ts';
import { DAY, openAligned, visitOf } from './people.ts';

let database: PGlite;
beforeAll(async () => {
  database = await PGlite.create();
  await database.query(recordsTables());
  // A busy machine takes long to start a database.
}, 60_000);
beforeEach(async () => {
  await database.query('TRUNCATE tellsign_alignment, tellsign_counted_visit, tellsign_histogram');
});
afterAll(() => database.close());

const sql = (client: SqlClient) => (now: () => number) =>
  sqlRecords(client, { allowSingleProcess: true, now });
const STORES: readonly (readonly [string, () => (now: () => number) => Records])[] = [
  ['memory', () => (now) => memoryRecords({ now })],
  ['PGlite', () => sql(database as unknown as SqlClient)],
];

/** People who sit eight steps above training people, for eight days. */
async function counted(options: Parameters<typeof openAligned>[0] = {}, steps = 8) {
  const site = await openAligned(options);
  await site.visits(8, 45, (name) => visitOf(name, steps));
  return site;
}

async function proposed(options: Parameters<typeof openAligned>[0] = {}) {
  const site = await counted(options);
  const previewed = await site.learn('ann').preview();
  if (!previewed.ok) throw new Error(`${previewed.code} ${previewed.detail}`);
  return { ...site, proposal: previewed.value };
}

describe.each(STORES)('the measures of a site’s own people, kept in %s', (_, records) => {
  it('count of each key one visit a day', async () => {
    const site = await openAligned({ records: records() });
    for (let repeat = 0; repeat < 3; repeat++) await site.visits(1, 20, (name) => visitOf(name, 0));
    site.clock.ms -= DAY;
    for (let repeat = 0; repeat < 5; repeat++)
      site.alignment.see({ verification: visitOf('one', 0), atMs: site.clock.ms, isPerson: true });
    await vi.waitFor(async () => {
      const view = await site.learn('ann').view();
      expect(view).toMatchObject({ value: { counted: { visits: 61, keys: 61, days: 3 } } });
    });
  });

  it('propose no step for a week after a wide one was taken back, and then one that can be applied', async () => {
    const { proposal, learn, clock, visits } = await proposed({ records: records() });
    expect(await learn('bob').apply(proposal.id)).toMatchObject({ ok: true });
    expect(await learn('bob').rollBack()).toMatchObject({ ok: true });
    expect(await learn('ann').preview()).toMatchObject({ ok: false, code: 'bound_spent' });
    clock.ms += 7 * DAY + 1;
    await visits(8, 45, (name) => visitOf(name, 8));
    const again = await learn('ann').preview();
    expect(again).toMatchObject({ ok: true });
    if (again.ok) expect(await learn('ann').apply(again.value.id)).toMatchObject({ ok: true });
  });

  it('are proposed with what they rest on and what moves, applied, and followed by recompute', async () => {
    const { proposal, learn, alignment, audit } = await proposed({ records: records() });
    expect(proposal).toMatchObject({ state: 'proposed', replaces: null });
    expect(proposal.report).toMatchObject({ visits: 360, keys: 360, days: 8, isFirst: true });
    expect(proposal.report?.widest[0]?.move.would).toBeLessThan(-3);
    expect(proposal.report?.widest[0]?.move.was).toBe(0);
    expect(proposal.report?.widest[0]?.sentence).toMatch(/^[A-Z].*\.$/);
    expect(alignment.measuresFor(REFERENCE.model)).toBeNull();
    expect(await learn('bob').apply(proposal.id)).toMatchObject({ ok: true, value: { state: 'applied' } });
    expect(alignment.measuresFor(REFERENCE.model)?.profile).toBe(proposal.id);
    expect(alignment.measuresFor('another model')).toBeNull();
    expect((await audit()).slice(-2).map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual([
      'ann propose_alignment',
      'bob apply_alignment',
    ]);
  });

  it('move by the bound of a week afterwards, and no further within it', async () => {
    const { proposal, learn, visits } = await proposed({ records: records() });
    await learn('ann').apply(proposal.id);
    await visits(8, 150, (name) => visitOf(name, 60));
    const next = await learn('ann').preview();
    expect(next).toMatchObject({ ok: true, value: { report: { isFirst: false } } });
    if (!next.ok) return;
    expect(await learn('ann').apply(next.value.id)).toMatchObject({ ok: true });
    expect(await learn('ann').preview()).toMatchObject({ ok: false, code: 'bound_spent' });
  });

  it('are taken back, and reset; then counting begins anew', async () => {
    const { proposal, learn, alignment, audit, records: own } = await proposed({ records: records() });
    await learn('ann').apply(proposal.id);
    expect(await learn('ann').rollBack('another')).toMatchObject({ ok: false, code: 'conflict' });
    expect(await learn('ann').rollBack(proposal.id)).toMatchObject({ ok: true });
    expect(alignment.measuresFor(REFERENCE.model)).toBeNull();
    // Another first step would be two units away from the one that was taken back.
    expect(await learn('ann').reset()).toMatchObject({ ok: false, code: 'nothing_applied' });
    expect(await learn('ann').apply(proposal.id)).toMatchObject({ ok: false, code: 'not_proposed' });
    expect((await audit()).at(-1)).toContain('refused');
    expect(await findBroken(own.audit())).toBeNull();
  });

  it('are reset to the shipped ones; what was counted before says nothing any more', async () => {
    const { proposal, learn, alignment } = await proposed({ records: records() });
    await learn('ann').apply(proposal.id);
    expect(await learn('ann').reset()).toMatchObject({ ok: true, value: { profile: null } });
    expect(alignment.measuresFor(REFERENCE.model)).toBeNull();
    expect(await learn('ann').view()).toMatchObject({ value: { inForce: null, counted: null } });
    expect(await learn('ann').preview()).toMatchObject({ ok: false, code: 'visits_too_few' });
  });

  it('forget whose visits were counted when a key is erased', async () => {
    const site = await openAligned({ records: records() });
    await site.visits(1, 3, (name) => visitOf(name, 0));
    const key = `key-${site.clock.ms - DAY}-0`;
    await site.records.erase({ jkt: key }, 'ann');
    expect(await site.learn('ann').view()).toMatchObject({ value: { counted: { visits: 2, keys: 2 } } });
    await site.records.expire(site.clock.ms + 40 * DAY);
    expect(await site.learn('ann').view()).toMatchObject({ value: { counted: null } });
  });
});

describe('a site profile', () => {
  it('is refused where the signature fails, and the shipped measures go on', async () => {
    const { proposal, learn, alignment, records } = await proposed();
    await learn('ann').apply(proposal.id);
    const other = createAlignment({ secret: Uint8Array.from({ length: 32 }, (_, i) => i + 9), records });
    await other.refresh();
    expect(other.measuresFor(REFERENCE.model)).toBeNull();
    expect(other.fault).toBe('profile_signature');
    await records.learning.change(({ alignments }) => {
      const one = alignments.find(({ id }) => id === proposal.id);
      if (!one?.profile) return null;
      const text = one.profile.text.replace(/"offset":-?\d/, '"offset":9');
      const profile = { ...one.profile, text };
      return { alignment: { ...one, profile }, by: 'mallory', what: 'forge', detail: '{}' };
    });
    await alignment.refresh();
    expect(alignment.measuresFor(REFERENCE.model)).toBeNull();
    expect(await learn('ann').view()).toMatchObject({ value: { fault: 'profile_signature' } });
  });

  it('that was changed after it was proposed is refused and logged', async () => {
    const { proposal, learn, records, audit } = await proposed();
    await records.learning.change(() => {
      const profile = proposal.profile && { ...proposal.profile, text: `${proposal.profile.text} ` };
      return { alignment: { ...proposal, profile }, by: 'mallory', what: 'forge', detail: '{}' };
    });
    expect(await learn('ann').apply(proposal.id)).toMatchObject({ ok: false, code: 'profile_signature' });
    expect((await audit()).at(-1)).toContain('profile_signature');
  });

  it.each([
    ['profile_model', { model: 'of another build' }],
    ['histogram_schema', { evidence: { ...visitOf('one', 0).evidence, schema: 7 } }],
  ])('is refused as %s where most visits were', async (code, change) => {
    const site = await openAligned();
    await site.visits(8, 45, (name) => visitOf(name, 0, change));
    expect(await site.learn('ann').preview()).toMatchObject({ ok: false, code });
    expect((await site.audit()).at(-1)).toContain(code);
  });

  it('needs a second person where the site wants one, the role, and a proposal of today', async () => {
    const { proposal, learn, clock } = await proposed({ needsSecondPerson: true });
    expect(await learn('eve', ['read']).apply(proposal.id)).toMatchObject({ code: 'role_missing' });
    expect(await learn('ann').apply(proposal.id)).toMatchObject({ code: 'second_person' });
    expect(await learn('bob').apply('no such')).toMatchObject({ code: 'alignment_unknown' });
    clock.ms += 2 * DAY;
    expect(await learn('bob').apply(proposal.id)).toMatchObject({ code: 'proposal_stale' });
  });

  it('shows levels of visits that this process saw, before and after', async () => {
    const site = await counted();
    for (const groups of [{ keys: 1 }, { keys: 1, touch: -1 }, { keys: 1, motion: 0.5 }, { keys: -1 }])
      site.alignment.offer?.({
        jkt: `key of ${Object.keys(groups).join()}`,
        model: REFERENCE.model,
        levelBy: ({ features }) => (features.length > 0 || 'touch' in groups ? 'low' : 'medium'),
        groups,
      });
    expect(await site.learn('ann').preview()).toMatchObject({
      value: {
        report: {
          levels: { medium: { was: 3, would: 0 }, low: { was: 1, would: 4 } },
          kinds: [
            { kind: 'by keyboard alone', visits: 2, flagged: { was: 2, would: 0 } },
            { kind: 'by touch', visits: 1, flagged: { was: 0, would: 0 } },
            { kind: 'by mouse', visits: 1, flagged: { was: 1, would: 0 } },
          ],
        },
      },
    });
    // Who is erased is in none of it any more.
    await site.alignment.erase({ key: 'key of keys' });
    expect(await site.learn('ann').preview()).toMatchObject({
      value: { report: { levels: { medium: { was: 1, would: 0 }, low: { was: 1, would: 2 } } } },
    });
  });

  it('is not half applied where the database dies between preview and apply', async () => {
    let dies: 'before' | 'after' | null = null;
    const client: SqlClient = {
      async query(text, values) {
        const isChange = text.includes('INSERT INTO tellsign_alignment');
        if (isChange && dies === 'before') throw new Error('the connection was closed');
        const answer = await database.query(text, values as unknown[]);
        if (isChange && dies === 'after') throw new Error('the connection was closed');
        return answer;
      },
    };
    const { proposal, learn, alignment, records } = await proposed({ records: sql(client) });
    dies = 'before';
    expect(await learn('ann').apply(proposal.id)).toEqual({ ok: false, code: 'unavailable' });
    expect(await records.learning.alignments()).toMatchObject([{ state: 'proposed' }]);
    expect(alignment.measuresFor(REFERENCE.model)).toBeNull();
    dies = 'after';
    expect(await learn('ann').apply(proposal.id)).toEqual({ ok: false, code: 'unavailable' });
    dies = null;
    expect(await learn('ann').apply(proposal.id)).toMatchObject({ code: 'not_proposed' });
    expect(await records.learning.alignments()).toMatchObject([{ state: 'applied' }]);
  });
});

describe('who is counted', () => {
  const ALIGNED = { profile: 'p', delta: -1, score: 0, decides: false, groups: {} } as const;
  it.each([
    ['a verdict at medium', visitOf('one', 0, { level: 'medium' })],
    [
      'one at high by the shipped measures',
      visitOf('one', 0, { aligned: { ...ALIGNED, level: 'low', shipped: 'high' } }),
    ],
    [
      'one at medium by the site’s',
      visitOf('one', 0, { aligned: { ...ALIGNED, level: 'medium', shipped: 'low' } }),
    ],
    ['a copy', visitOf('one', 0, { flags: ['near_duplicate'] })],
    ['a key of one page', visitOf('one', 0, { key: { jkt: 'one', bound: false, ephemeral: true } })],
    ['a test', visitOf('one', 0, { test: true })],
  ])('is not %s', async (_, verification) => {
    const site = await openAligned();
    site.alignment.see({ verification, atMs: site.clock.ms, isPerson: true });
    await site.visits(1, 1, (name) => visitOf(name, 0));
    expect(await site.learn('ann').view()).toMatchObject({ value: { counted: { visits: 1 } } });
  });

  it('is a visit that is decided, and neither a wave’s nor an agent’s', async () => {
    const site = await openAligned();
    const verification = visitOf('one', 0, { aligned: { ...ALIGNED, level: 'low', shipped: 'low' } });
    const decision = await site.decide(verification, BASKET);
    expect(decision.facts.aligned).toMatchObject({ profile: 'p', delta: -1 });
    site.alignment.see({ verification: visitOf('two', 0), atMs: site.clock.ms, isPerson: false });
    await site.visits(1, 1, (name) => visitOf(name, 0));
    expect(await site.learn('ann').view()).toMatchObject({ value: { counted: { visits: 2 } } });
  });

  it('waits while the records fail, and nothing is thrown', async () => {
    let fails = true;
    const site = await openAligned({
      records: (now) => {
        const own = memoryRecords({ now });
        const count: Records['alignment']['count'] = async (visits) => {
          if (fails) throw new Error('the connection was closed');
          await own.alignment.count(visits);
        };
        return { ...own, alignment: { ...own.alignment, count } };
      },
    });
    for (let index = 0; index < 30; index++)
      site.alignment.see({ verification: visitOf(`k${index}`, 0), atMs: site.clock.ms, isPerson: true });
    await expect(site.decide(visitOf('k', 0), BASKET)).resolves.toMatchObject({ action: 'checkout' });
    fails = false;
    expect(await site.learn('ann').view()).toMatchObject({ value: { counted: { visits: 31 } } });
  });

  it('needs options that make sense', () => {
    const records = memoryRecords();
    expect(() => createAlignment({ secret: new Uint8Array(8), records })).toThrow(TypeError);
    expect(() => createAlignment({ secret: SECRET, records: {} as Records })).toThrow(/records/);
    expect(() => createAlignment({ secret: SECRET, records, decides: 1 as unknown as boolean })).toThrow(
      /decides/,
    );
  });
});

/** A promise that a test ends. */
function pending() {
  let [resolve, reject]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((resolves, rejects) => {
    [resolve, reject] = [resolves, rejects];
  });
  return { promise, resolve, reject };
}

/** What was begun goes as far as it can without the store. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Memory whose counting a test holds up, and what was counted. */
function held() {
  const counted: string[] = [];
  let wait = Promise.resolve();
  const records = (now: () => number): Records => {
    const own = memoryRecords({ now });
    const count: Records['alignment']['count'] = async (visits) => {
      await wait;
      counted.push(...visits.map(({ jkt }) => jkt));
      await own.alignment.count(visits);
    };
    return { ...own, alignment: { ...own.alignment, count } };
  };
  return {
    ...{ counted, records },
    hold() {
      const { promise, resolve, reject } = pending();
      wait = promise;
      return { release: resolve, fail: () => reject(new Error('the connection was closed')) };
    },
  };
}

describe('a key that is erased', () => {
  const counted = async (site: Awaited<ReturnType<typeof openAligned>>) => {
    await site.flush();
    return site.records.alignment.counts({ fromDay: 0, measures: '' });
  };

  it('is not counted afterwards, where its visit still waits', async () => {
    const site = await openAligned();
    await site.decide(visitOf('ann', 0), BASKET);
    await site.erase({ jkt: 'ann', by: 'dpo' });
    expect(await counted(site)).toBeNull();
  });

  it('is not counted afterwards, where its visit was seen at the same moment', async () => {
    const { alignment, clock, ...site } = await openAligned();
    alignment.see({ verification: visitOf('ann', 0), atMs: clock.ms, isPerson: true });
    await alignment.erase({ key: 'ann' });
    expect(await counted({ ...site, alignment, clock })).toBeNull();
  });

  it.each(['release', 'fail'] as const)('waits for a batch that is being written: %s', async (end) => {
    const store = held();
    const site = await openAligned({ records: store.records });
    await site.decide(visitOf('ann', 0), BASKET);
    const batch = store.hold();
    const writing = Promise.allSettled([site.alignment.flush(), site.alignment.flush()]);
    await turn();
    site.alignment.see({ verification: visitOf('bob', 0), atMs: site.clock.ms, isPerson: true });
    const erased = site.erase({ jkt: 'ann', by: 'dpo' });
    await turn();
    store.hold().release();
    batch[end]();
    await Promise.all([writing, erased]);
    const before = store.counted.filter((key) => key === 'ann').length;
    expect(await counted(site)).toMatchObject({ visits: 1 });
    expect(store.counted.filter((key) => key === 'ann')).toHaveLength(before);
  });
});

describe('a key that is erased while a batch is written', () => {
  it('is in no batch that ends after the erasure', async () => {
    const store = held();
    const site = await openAligned({ records: store.records });
    await site.decide(visitOf('bob', 0), BASKET);
    const batch = store.hold();
    const first = site.alignment.flush();
    await turn();
    site.alignment.see({ verification: visitOf('ann', 0), atMs: site.clock.ms, isPerson: true });
    await turn();
    const erased = site.alignment.erase({ key: 'ann' });
    await turn();
    const next = site.alignment.flush();
    await turn();
    const second = store.hold();
    const timesOf = () => store.counted.filter((key) => key === 'ann').length;
    const atErasure = erased.then(timesOf);
    batch.release();
    await Promise.race([erased, turn()]);
    second.release();
    await Promise.all([first, next]);
    expect(timesOf()).toBe(await atErasure);
  });
});

describe('a batch that hangs', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps nobody from being erased', async () => {
    const store = held();
    const site = await openAligned({ records: store.records });
    await site.decide(visitOf('ann', 0), BASKET);
    store.hold();
    site.alignment.flush().catch(() => undefined);
    await turn();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let isErased = false;
    const erased = site.alignment.erase({ key: 'bob' }).then(() => {
      isErased = true;
    });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(isErased).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await erased;
  });
});

describe('a visit that is counted', () => {
  it('is the one that was seen, whatever becomes of the object', async () => {
    const site = await openAligned();
    const verification = visitOf('ann', 0);
    site.alignment.see({ verification, atMs: site.clock.ms, isPerson: true });
    Object.assign(verification, { key: { jkt: 'eve', bound: false, ephemeral: true }, model: 'evil' });
    Object.assign(verification.evidence, { schema: 9 });
    await site.alignment.flush();
    expect(await site.records.alignment.counts({ fromDay: 0, measures: '' })).toMatchObject({
      ...{ visits: 1, model: REFERENCE.model, schema: visitOf('ann', 0).evidence.schema },
    });
    await site.alignment.erase({ key: 'ann' });
    await site.records.erase({ jkt: 'ann' }, 'dpo');
    expect(await site.records.alignment.counts({ fromDay: 0, measures: '' })).toBeNull();
  });

  const one = visitOf('one', 0);
  it.each([
    ['a key with a zero', visitOf('a\0b', 0)],
    ['half a letter for a key', visitOf('\ud800', 0)],
    ['a key that is too long', visitOf('k'.repeat(3000), 0)],
    ['a model with a zero', visitOf('one', 0, { model: 'x\0' })],
    ['no model', visitOf('one', 0, { model: Object() })],
    ['a schema that is no integer', visitOf('one', 0, { evidence: { ...one.evidence, schema: 3.5 } })],
    ['a schema too great', visitOf('one', 0, { evidence: { ...one.evidence, schema: 3e12 } })],
    ['no flags', visitOf('one', 0, { flags: Object() })],
  ])('is none with %s, and those that come later are', async (_, verification) => {
    const site = await openAligned({ records: sql(database as unknown as SqlClient) });
    site.alignment.see({ verification, atMs: site.clock.ms, isPerson: true });
    site.alignment.see({ verification: visitOf('fine', 0), atMs: site.clock.ms, isPerson: true });
    await site.alignment.flush();
    expect(await site.records.alignment.counts({ fromDay: 0, measures: '' })).toMatchObject({ visits: 1 });
  });
});

describe('a profile that was taken back', () => {
  it('is not in force again where a slow reading of before ends', async () => {
    let slow: Promise<void> | null = null;
    const records = (now: () => number): Records => {
      const own = memoryRecords({ now });
      const alignments = async () => {
        const [found, wait] = [await own.learning.alignments(), slow];
        slow = null;
        await wait;
        return found;
      };
      return { ...own, learning: { ...own.learning, alignments } };
    };
    const { proposal, learn, alignment } = await proposed({ records });
    await learn('ann').apply(proposal.id);
    const { promise, resolve } = pending();
    slow = promise;
    const stale = alignment.refresh();
    await vi.waitFor(() => expect(slow).toBeNull());
    expect(await learn('ann').reset()).toMatchObject({ ok: true });
    resolve();
    await stale;
    expect(alignment.measuresFor(REFERENCE.model)).toBeNull();
  });
});
