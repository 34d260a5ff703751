import { describe, expect, it } from 'vitest';
import { createPolicyBook } from '../../../../src/decide/policy/book.ts';
import { memoryRecords } from '../../../../src/decide/records/memory.ts';
import { createWebhookSecret } from '../../../../src/decide/webhook/secret.ts';
import { createWebhooks } from '../../../../src/decide/webhook/webhooks.ts';
import { written } from './compiled.ts';

const own = (then: string, change: object = {}) => written([{ id: 'a', when: 'amount > 1.0', then }], change);

async function drafted(options: Parameters<typeof createPolicyBook>[0] = {}) {
  const book = await createPolicyBook(options);
  const revisionOf = async (source: unknown, by = 'ann') => {
    const result = await book.draft(source, by);
    if (!result.ok) throw new Error(JSON.stringify(result.faults));
    return result.revision;
  };
  return { book, revisionOf };
}

describe('a publication', () => {
  const endpoint = { name: 'crm', url: 'https://crm.example/hook', secrets: [createWebhookSecret()] };

  it('is told with it, and nothing that was refused or that the site began with is', async () => {
    const records = memoryRecords();
    const webhooks = createWebhooks(records.outbox, { endpoints: [endpoint] });
    const store = records.policies;
    const { book, revisionOf } = await drafted({ shadow: [], store, webhooks, now: () => 0 });
    const revision = await revisionOf(own('deny', { actions: ['account_change'] }));
    await book.publish({ revision: 'unknown', state: 'live', replaces: null, by: 'ann' });
    await book.publish({ revision, state: 'live', replaces: null, by: 'ann' });
    const told = await records.outbox.claim({ atMs: 1, leaseMs: 1, limit: 9 });
    expect(told.map(({ payload }) => JSON.parse(payload))).toEqual([
      {
        type: 'policy.published',
        timestamp: '1970-01-01T00:00:00.000Z',
        data: { name: 'own', revision, state: 'live', replaces: null },
      },
    ]);
  });

  it('is not made where nobody can be told: both are stored, or neither', async () => {
    const records = memoryRecords();
    const webhooks = {
      messagesOf(): never {
        throw new Error('down');
      },
    };
    const { book, revisionOf } = await drafted({ live: [], shadow: [], store: records.policies, webhooks });
    const revision = await revisionOf(own('deny'));
    await expect(book.publish({ revision, state: 'live', replaces: null, by: 'ann' })).rejects.toThrow(
      'down',
    );
    expect(book.live('checkout')).toBeNull();
  });

  it('needs the store of the records to be told', async () => {
    const webhooks = createWebhooks(memoryRecords().outbox, { endpoints: [endpoint] });
    await expect(createPolicyBook({ webhooks })).rejects.toThrow(TypeError);
  });
});

describe('the policies of a site', () => {
  it('are the shipped ones: checkout and login live, signup in shadow', async () => {
    const { book } = await drafted();
    expect(['checkout', 'login', 'signup'].map((action) => book.live(action)?.name ?? null)).toEqual([
      'checkout',
      'login',
      null,
    ]);
    expect(book.shadows('signup').map(({ name }) => name)).toEqual(['signup']);
    expect(book.shadows('checkout')).toEqual([]);
    expect(book.fallback().name).toBe('checkout');
  });

  it('go from draft to shadow to live to retired', async () => {
    const { book, revisionOf } = await drafted({ live: [], shadow: [] });
    const first = await revisionOf(own('deny'));
    expect([book.live('checkout'), book.shadows('checkout')]).toEqual([null, []]);
    expect(await book.publish({ revision: first, state: 'shadow', replaces: null, by: 'ann' })).toEqual({
      ok: true,
    });
    expect(book.shadows('checkout')).toHaveLength(1);
    expect(await book.publish({ revision: first, state: 'live', replaces: null, by: 'ann' })).toEqual({
      ok: true,
    });
    expect([book.live('checkout')?.revision, book.shadows('checkout')]).toEqual([first, []]);
    const second = await revisionOf(own('review'));
    expect(await book.publish({ revision: second, state: 'live', replaces: first, by: 'ann' })).toEqual({
      ok: true,
    });
    expect(book.live('checkout')?.revision).toBe(second);
    expect(book.entries().map(({ state }) => state)).toEqual(['retired', 'live']);
    expect(await book.publish({ revision: second, state: 'retired', replaces: second, by: 'ann' })).toEqual({
      ok: true,
    });
    expect([book.live('checkout'), book.fallback().name]).toEqual([null, 'checkout']);
  });

  it('let one of two publications win and tell the other', async () => {
    const { book, revisionOf } = await drafted({ live: [], shadow: [] });
    const [one, other] = [await revisionOf(own('deny')), await revisionOf(own('review'))];
    expect(await book.publish({ revision: one, state: 'live', replaces: null, by: 'ann' })).toEqual({
      ok: true,
    });
    expect(await book.publish({ revision: other, state: 'live', replaces: null, by: 'bob' })).toEqual({
      ok: false,
      code: 'conflict',
      live: one,
    });
    expect(book.live('checkout')?.revision).toBe(one);
  });

  it('keep the live one when another is refused', async () => {
    const { book } = await drafted();
    const before = book.live('checkout');
    expect(await book.draft(own('deny', { otherwise: {} }), 'ann')).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([expect.objectContaining({ line: expect.any(Number) })]),
    });
    expect(
      await book.publish({ revision: 'nothing', state: 'live', replaces: null, by: 'ann' }),
    ).toMatchObject({
      code: 'unknown_revision',
    });
    expect(book.live('checkout')).toBe(before);
  });

  it('never give an action two live policies', async () => {
    const { book, revisionOf } = await drafted();
    const revision = await revisionOf(own('deny'));
    expect(await book.publish({ revision, state: 'live', replaces: null, by: 'ann' })).toMatchObject({
      code: 'action_taken',
    });
    await expect(createPolicyBook({ live: [own('deny'), own('review')] })).rejects.toThrow(
      'live for the same name or action',
    );
  });

  it('are published by another person where the site wants it', async () => {
    const { book, revisionOf } = await drafted({ live: [], needsSecondPerson: true });
    const revision = await revisionOf(own('deny'), 'ann');
    const publish = (by: string) => book.publish({ revision, state: 'live', replaces: null, by });
    expect(await publish('ann')).toMatchObject({ code: 'second_person' });
    expect(await publish('bob')).toEqual({ ok: true });
  });

  it.each(['retired', 'shadow'] as const)(
    'do not end as %s by one person where the site wants two',
    async (state) => {
      const { book, revisionOf } = await drafted({ live: [], needsSecondPerson: true });
      const revision = await revisionOf(own('deny'), 'ann');
      await book.publish({ revision, state: 'live', replaces: null, by: 'bob' });
      for (const by of ['ann', 'bob', 'eve'])
        expect(await book.publish({ revision, state, replaces: revision, by })).toEqual({
          ok: false,
          code: 'second_person',
          live: revision,
        });
      expect(book.live('checkout')?.revision).toBe(revision);
      const next = await revisionOf(own('review'), 'bob');
      expect(await book.publish({ revision: next, state: 'live', replaces: revision, by: 'ann' })).toEqual({
        ok: true,
      });
      expect(await book.publish({ revision, state: 'retired', replaces: next, by: 'ann' })).toEqual({
        ok: true,
      });
    },
  );

  it.each([undefined, null, '', 5, {}, 'a\0', 'x'.repeat(201)])('are not published by %o', async (by) => {
    const { book, revisionOf } = await drafted({ live: [], shadow: [], needsSecondPerson: true });
    const revision = await revisionOf(own('deny'), 'ann');
    const request = { revision, state: 'live', replaces: null, by: by as never } as const;
    await expect(book.publish(request)).rejects.toThrow(/by must say who/);
    await expect(book.draft(own('allow'), by as never)).rejects.toThrow(/by must say who/);
    expect(book.entries().map(({ state }) => state)).toEqual(['draft']);
  });

  it.each(['draft', 'banana', undefined])('are not given the state %s', async (state) => {
    const { book, revisionOf } = await drafted({ live: [], shadow: [] });
    const revision = await revisionOf(own('deny'), 'ann');
    const request = { revision, state: state as never, replaces: null, by: 'bob' };
    await expect(book.publish(request)).rejects.toThrow(/state must be shadow, live, retired/);
  });

  it('are refused at start with line and reason', async () => {
    await expect(createPolicyBook({ live: ['{\n "name": 1 }'] })).rejects.toThrow(/line 2: name/);
    await expect(createPolicyBook({ hasAmounts: false })).rejects.toThrow(/never gives/);
  });
});
