import { describe, expect, it } from 'vitest';
import { revokeKey } from '../../../../src/server/steps/revoke.ts';
import type { KeyLedger } from '../../../../src/server/stores/ledger.ts';
import { memoryLedger } from '../../../../src/server/stores/memory-ledger.ts';
import { memoryNearDuplicates } from '../../../../src/server/stores/memory-near-duplicates.ts';

const TTL_MS = 60_000;

describe('the ledger in memory', () => {
  it('loses no denial to keys that are rotated without end', async () => {
    const ledger = memoryLedger({ maxEntries: 10 });
    await ledger.retire('stolen', { from: 1 }, TTL_MS);
    for (let at = 0; at < 50; at++)
      await ledger.retire(`farm-${at}`, { from: 600, successor: `farm-${at + 1}` }, TTL_MS);
    expect(await ledger.find('stolen')).toEqual({ from: 1 });
    expect(await ledger.find('farm-0')).toBeNull();
  });

  it('denies a key that was rotated before, with its successor', async () => {
    const ledger = memoryLedger();
    await ledger.retire('old', { from: 600, successor: 'new' }, TTL_MS);
    expect(await ledger.retire('old', { from: 5 }, TTL_MS)).toEqual({ from: 600, successor: 'new' });
    expect(await ledger.find('old')).toEqual({ from: 5, successor: 'new' });
    expect(await ledger.retire('old', { from: 900, successor: 'other' }, TTL_MS)).toMatchObject({ from: 5 });
    expect(await ledger.find('old')).toEqual({ from: 5, successor: 'new' });
  });

  it('counts the verdicts of the last hour, and forgets five minutes at a time', async () => {
    let nowMs = 0;
    const ledger = memoryLedger({ now: () => nowMs });
    const minutes = (count: number) => count * 60_000;
    const count = () => ledger.count('key', minutes(60));
    expect([await count(), await count()]).toEqual([1, 2]);
    nowMs = minutes(54);
    expect(await count()).toBe(3);
    nowMs = minutes(60);
    expect(await count()).toBe(2);
    nowMs = minutes(120);
    expect(await count()).toBe(1);
  });
});

describe('revoking a key', () => {
  /** Keys `0` to `last`, each rotated into the next. */
  async function chain(last: number): Promise<KeyLedger> {
    const ledger = memoryLedger();
    for (let at = 0; at < last; at++)
      await ledger.retire(String(at), { from: 600, successor: String(at + 1) }, TTL_MS);
    return ledger;
  }

  it('revokes every key it was rotated into, and none before it', async () => {
    const ledger = await chain(200);
    await revokeKey(ledger, '3', 50);
    expect(await ledger.find('2')).toMatchObject({ from: 600 });
    for (const jkt of ['3', '4', '100', '200']) expect(await ledger.find(jkt)).toMatchObject({ from: 50 });
  });

  it('ends where rotations lead in a circle', async () => {
    const ledger = await chain(2);
    await ledger.retire('2', { from: 600, successor: '0' }, TTL_MS);
    await revokeKey(ledger, '1', 50);
    for (const jkt of ['0', '1', '2']) expect(await ledger.find(jkt)).toMatchObject({ from: 50 });
  });

  it('ends a rotation that happens at the same moment, whichever comes first', async () => {
    for (let round = 0; round < 100; round++) {
      const ledger = await chain(1);
      const [before] = await Promise.all([
        ledger.retire('1', { from: 600, successor: '2' }, TTL_MS),
        revokeKey(ledger, '0', 50),
      ]);
      // The rotation went through only if its new key is denied as well.
      const next = await ledger.find('2');
      expect(before === null ? next : before).toMatchObject({ from: 50 });
    }
  });

  it('can be repeated where the ledger failed half way', async () => {
    const ledger = await chain(5);
    let calls = 0;
    const failing: KeyLedger = {
      ...ledger,
      retire: async (...entry) => {
        if (++calls === 3) throw new Error('down');
        return ledger.retire(...entry);
      },
    };
    await expect(revokeKey(failing, '0', 50)).rejects.toThrow('down');
    await revokeKey(failing, '0', 60);
    expect(await ledger.find('0')).toMatchObject({ from: 50 });
    expect(await ledger.find('5')).toMatchObject({ from: 60 });
  });
});

describe('near-duplicates in memory', () => {
  it('lie in a bucket once, so that one sender’s repetitions push nobody out', async () => {
    const store = memoryNearDuplicates();
    await store.file(['band'], 'captured', TTL_MS);
    for (let at = 0; at < 100; at++) await store.file(['band'], 'repeated', TTL_MS);
    expect((await store.file(['band'], 'other', TTL_MS)).toSorted()).toEqual(['captured', 'repeated']);
  });
});
