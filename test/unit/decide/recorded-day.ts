import type { Exported } from '../../../src/decide/index.ts';
import { listOf } from './records/suite.ts';
import { accepted, BASKET, clock, decider, refused, T0 } from './setup.ts';

const LEVELS = ['low', 'medium', 'high', 'unknown'] as const;

/** A day of a shop: visits of every kind, and what became of some. */
export async function recordedDay(): Promise<readonly Exported[]> {
  const { decide, label, records } = await decider();
  for (let i = 0; i < 60; i++) {
    clock.ms = T0 + i * 600_000;
    const key = { jkt: `k${i % 7}`, bound: true, ephemeral: false };
    const visit = i % 11 === 0 ? refused('missing') : accepted({ level: LEVELS[i % 4] ?? 'low', key });
    const request = {
      ...BASKET,
      account: `a${i % 5}`,
      card: `c${i % 9}`,
      amount: i % 13 === 0 ? undefined : 40 * i,
    };
    const { id } = await decide(visit, request);
    if (i % 6 === 0)
      await label(id, {
        outcome: i % 4 === 0 ? 'fraudulent' : 'legitimate',
        reason: 'refund',
        source: 'analyst',
        by: 'ann',
      });
  }
  return listOf(records.export());
}
