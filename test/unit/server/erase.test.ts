import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../src/server/stores/memory-ledger.ts';
import { memoryNearDuplicates } from '../../../src/server/stores/memory-near-duplicates.ts';
import { setup } from './setup.ts';

const { create } = await setup();
const HOUR_MS = 3_600_000;

describe('verifier.erase', () => {
  it('forgets a key in both stores, and lets it stay denied', async () => {
    const [ledger, nearDuplicates] = [memoryLedger(), memoryNearDuplicates()];
    const verifier = create({ ledger, nearDuplicates });
    await ledger.count('ann', HOUR_MS);
    await nearDuplicates.file(['b'], 'ann.sketch', HOUR_MS);
    await verifier.revoke('ann');
    await verifier.erase('ann');
    expect(await ledger.count('ann', HOUR_MS)).toBe(1);
    expect(await nearDuplicates.file(['b'], 'bob.sketch', HOUR_MS)).toEqual([]);
    expect(await ledger.find('ann')).not.toBeNull();
  });

  it('has nothing to do without stores, or with stores that cannot', async () => {
    await create({ ledger: null, nearDuplicates: null }).erase('ann');
    const { erase: _, ...ledger } = memoryLedger();
    await create({ ledger, nearDuplicates: null }).erase('ann');
  });

  it('passes on what a store throws: nobody must believe that it was erased', async () => {
    const broken = async () => Promise.reject(new Error('down'));
    const verifier = create({ ledger: { ...memoryLedger(), erase: broken }, nearDuplicates: null });
    await expect(verifier.erase('ann')).rejects.toThrow('down');
  });

  it.each([undefined, null, '', 7])('takes no %j', async (jkt) => {
    await expect(create({}).erase(jkt as never)).rejects.toThrow(TypeError);
  });
});
