import { describe, expect, it } from 'vitest';
import { raceStore } from '../lab/race/race.ts';
import { KINDS, titleOf } from './kinds.ts';

/**
 * 10,000 raced tokens; `npm run lab -- race` races 100,000 on each store. Chosen: the slower a store, the
 * fewer, so that each takes some seconds.
 */
const TOKENS: Readonly<Record<string, number>> = {
  memory: 4000,
  Redis: 3000,
  PostgreSQL: 2000,
  PGlite: 1000,
};

describe('tokens that are presented twice at once', () => {
  it('are 10,000 in all, some on every store', () => {
    const shares = KINDS.map(({ name }) => TOKENS[name] ?? 0);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(10_000);
  });

  for (const kind of KINDS)
    it.skipIf(kind.missing !== null)(`are all accepted once: ${titleOf(kind)}`, async () => {
      const running = await kind.open();
      try {
        const tokens = TOKENS[kind.name] ?? 0;
        expect(await raceStore(running, tokens)).toEqual({ tokens, doubles: 0, lost: 0 });
      } finally {
        await running.close();
      }
    });
});
