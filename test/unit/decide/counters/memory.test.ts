import { describe, expect, it } from 'vitest';
import { memoryCounters } from '../../../../src/decide/counters/memory.ts';
import { velocityOf } from '../../../../src/decide/facts/velocity.ts';
import { attempt, T0, testCounters } from './suite.ts';

testCounters(async () => memoryCounters(), 50);

describe('counters in memory', () => {
  it('forgets the entity that was counted the longest ago', async () => {
    const counters = memoryCounters({ maxEntities: 2 });
    const seen = async (ip: string) =>
      velocityOf(await counters.count(attempt(T0, { entities: { ip } }))).attempts_per_ip_1h;
    for (const ip of ['a', 'b', 'a', 'c']) await seen(ip);
    expect([await seen('a'), await seen('b')]).toEqual([3, 1]);
  });
});
