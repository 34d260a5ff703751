import { describe, expect, it } from 'vitest';
import type { KeyLedger } from '../../../../src/server/stores/ledger.ts';
import { redisLedger } from '../../../../src/server/stores/redis-ledger.ts';
import { redisNearDuplicates } from '../../../../src/server/stores/redis-near-duplicates.ts';
import { sqlLedger } from '../../../../src/server/stores/sql-ledger.ts';
import { sqlNearDuplicates } from '../../../../src/server/stores/sql-near-duplicates.ts';

/**
 * No answer that makes no sense may pass for "nothing was there": every store throws, and the verifier fails
 * closed.
 */
const TTL_MS = 1000;

/** Every answer that the ledger reads from its store is refused. */
async function expectRefusals(ledger: KeyLedger): Promise<void> {
  await expect(ledger.find('k')).rejects.toThrow(TypeError);
  await expect(ledger.retire('k', { from: 1 }, TTL_MS)).rejects.toThrow(TypeError);
  await expect(ledger.bind('s', 'k', TTL_MS)).rejects.toThrow(TypeError);
  await expect(ledger.boundTo('s')).rejects.toThrow(TypeError);
  await expect(ledger.advance('k', 1, TTL_MS)).rejects.toThrow(TypeError);
  await expect(ledger.count('k', TTL_MS)).rejects.toThrow(TypeError);
}

describe('Redis that answers nonsense', () => {
  const answering = (reply: unknown) => {
    const answer = async () => reply;
    return { get: answer, set: answer, eval: answer };
  };

  it.each([undefined, true, 1, {}, ['a']])('%j is no key, no entry, no number', async (reply) => {
    const ledger = redisLedger(answering(reply));
    await expectRefusals(ledger);
  });

  it.each(['', 'x', '-1', '1,5', '1e3'])('%j is no entry and no number', async (reply) => {
    const ledger = redisLedger(answering(reply));
    await expect(ledger.retire('k', { from: 1, successor: 'n' }, TTL_MS)).rejects.toThrow(TypeError);
    await expect(ledger.advance('k', 1, TTL_MS)).rejects.toThrow(TypeError);
    await expect(ledger.count('k', TTL_MS)).rejects.toThrow(TypeError);
  });

  it('counts no verdict for nil', async () => {
    await expect(redisLedger(answering(null)).count('k', TTL_MS)).rejects.toThrow(TypeError);
  });

  it.each([undefined, null, 'OK', 1, [1], [{}]])('%j is no list of sketches', async (reply) => {
    const store = redisNearDuplicates(answering(reply));
    await expect(store.file(['b'], 'e', TTL_MS)).rejects.toThrow(TypeError);
  });
});

describe('a database that answers nonsense', () => {
  const answering = (...rows: unknown[]) => ({ query: async () => ({ rows }) });

  it('has written nothing where it answers no row', async () => {
    const ledger = sqlLedger(answering());
    await expect(ledger.retire('k', { from: 1 }, TTL_MS)).rejects.toThrow(TypeError);
    await expect(ledger.bind('s', 'k', TTL_MS)).rejects.toThrow(TypeError);
    await expect(ledger.rebind('s', 'k', TTL_MS)).rejects.toThrow(TypeError);
    await expect(ledger.advance('k', 1, TTL_MS)).rejects.toThrow(TypeError);
    await expect(ledger.count('k', TTL_MS)).rejects.toThrow(TypeError);
  });

  const odd = { was_starts: 'soon', was_bound: 7, bound: 7, previous: 'x', sum: 'many', entry: 7 };
  it.each([odd, { ...odd, was_starts: true, sum: null }])('%j has neither texts nor numbers', async (row) => {
    const ledger = sqlLedger(answering(row));
    await expectRefusals(ledger);
    await expect(sqlNearDuplicates(answering(row)).file(['b'], 'e', TTL_MS)).rejects.toThrow(TypeError);
  });
});
