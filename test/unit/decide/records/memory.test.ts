import { describe, expect, it } from 'vitest';
import { memoryRecords } from '../../../../src/decide/records/memory.ts';
import { recorded } from '../decision.ts';
import { testCases } from './cases-suite.ts';
import { testLabels } from './labels-suite.ts';
import { testLearning } from './learning-suite.ts';
import { listOf, query, T0, testRecords } from './suite.ts';

testRecords(async () => memoryRecords({ now: () => T0 }));
testCases(async () => memoryRecords({ now: () => T0 }));
testLabels(async () => memoryRecords({ now: () => T0 }));
testLearning(async () => memoryRecords({ now: () => T0 }));

describe('what is held in memory', () => {
  it('is bounded', async () => {
    const records = memoryRecords({ maxDecisions: 2, maxAccounts: 1 });
    for (const account of ['a', 'b', 'c']) await records.save(recorded({ account, idempotency: account }));
    expect(await listOf(records.export())).toHaveLength(2);
    expect((await records.recall({ ...query, account: 'a', idempotency: 'a' })).repeated).toBeNull();
    expect((await records.recall({ ...query, account: 'b' })).keySinceMs).toBeNull();
    expect((await records.recall({ ...query, account: 'c' })).keySinceMs).toBe(T0);
  });
});
