import { describe, expect, it, vi } from 'vitest';
import { countUsual, createUsual } from '../../../src/console/views/usual.ts';
import { accepted } from '../decide/setup.ts';
import { openSite } from './site.ts';

/** A site with `visits` visits, whose typing weighs 0.01, 0.02 and so on. */
async function typed(visits: number) {
  const site = await openSite();
  for (let index = 1; index <= visits; index++) {
    const key = { jkt: `key-${index}`, bound: true, ephemeral: false };
    await site.decider.decide(accepted({ key, groups: { keys: index / 100 } }), {
      action: 'checkout',
      amount: 5,
    });
  }
  return site;
}

describe('what is usual on a site', () => {
  it('is where nine of ten visits lie', async () => {
    const { records } = await typed(101);
    expect((await countUsual(records.export())).get('keys')).toEqual({ low: 0.06, high: 0.96 });
  });

  it('is not said of fewer than a hundred', async () => {
    const { records } = await typed(99);
    expect((await countUsual(records.export())).size).toBe(0);
  });

  it('is counted once an hour, and no page waits for it', async () => {
    const { records, clock } = await typed(100);
    const exported = vi.fn(records.export);
    const usual = createUsual({ ...records, export: exported }, () => clock.ms);
    expect(usual().size).toBe(0);
    await vi.waitFor(() => expect(usual().size).toBe(1));
    expect(exported).toHaveBeenCalledTimes(1);
    clock.ms += 3_600_000;
    usual();
    expect(exported).toHaveBeenCalledTimes(2);
  });
});
