import { describe, expect, it } from 'vitest';
import type { KeyLedger } from '../../../../src/server/stores/ledger.ts';
import { memoryLedger } from '../../../../src/server/stores/memory-ledger.ts';
import { memoryNearDuplicates } from '../../../../src/server/stores/memory-near-duplicates.ts';
import { probeLedger } from '../../../../src/server/stores/probe-ledger.ts';
import { probeNearDuplicates } from '../../../../src/server/stores/probe-near-duplicates.ts';

describe('the probe of a ledger', () => {
  it('passes an honest one', async () => {
    await probeLedger(memoryLedger());
  });

  const honest = memoryLedger();
  const faults: readonly (readonly [string, Partial<KeyLedger>])[] = [
    ['knows something of every key', { find: async () => ({ from: 1 }) }],
    ['lets every key follow', { retire: async () => null }],
    ['lets no key follow', { retire: async (_jkt, entry) => entry }],
    [
      'forgets the successor when it denies',
      {
        find: async (jkt) => {
          const entry = await honest.find(jkt);
          return entry && { from: entry.from };
        },
      },
    ],
    ['lets a session have many first keys', { bind: async () => null }],
    ['forgets a session', { boundTo: async () => null }],
    ['does not replace the key of a session', { rebind: async () => undefined }],
    ['reads a counter before it writes', { advance: async () => null }],
    ['keeps the last number of a counter', { advance: async (_jkt, ctr) => (ctr === 1 ? null : ctr - 1) }],
    ['counts nothing', { count: async () => 1 }],
    ['counts twice', { count: async (jkt, ms) => (await honest.count(jkt, ms)) + 1 }],
    ['answers nonsense', { count: async () => 'many' as never }],
  ];
  it.each(faults)('finds one that %s', async (_name, fault) => {
    await expect(probeLedger({ ...honest, ...fault })).rejects.toThrow(/^probeLedger/);
  });

  it('lets through what the ledger throws', async () => {
    const find = () => Promise.reject(new Error('down'));
    await expect(probeLedger({ ...honest, find })).rejects.toThrow('down');
  });
});

describe('the probe of near-duplicates', () => {
  it('passes an honest store', async () => {
    await probeNearDuplicates(memoryNearDuplicates());
  });

  it.each([
    ['finds nothing', async () => []],
    ['finds what nobody has filed', async () => ['probe.first']],
    ['answers no list', async () => 'probe.first' as never],
  ])('finds one that %s', async (_name, file) => {
    await expect(probeNearDuplicates({ file })).rejects.toThrow(/^probeNearDuplicates/);
  });
});
