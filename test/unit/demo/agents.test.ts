import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAgents } from '../../../demo/agents.ts';
import { createReplayMemory } from '../../../src/server/stores/memory-replay.ts';
import { KEY, publicOf, SHOP, type Signing, sign } from '../decide/agents/sign.ts';
import { CUSTOMER, NOW, openShop } from './shop.ts';
import { accepted } from './verdicts.ts';

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const PAID = { ...CUSTOMER, 'tellsign-token': 't' };
const signed = (change: Signing = {}) =>
  sign({ created: NOW / 1000 - 10, expires: NOW / 1000 + 100, headers: {}, ...change });

/** A shop that a machine visits, and that knows one agent. */
async function open() {
  const file = join(await mkdtemp(join(tmpdir(), 'tellsign-agents-')), 'agents.json');
  const list = { origin: SHOP, agents: [{ name: 'shopper', keys: [publicOf(KEY)] }] };
  await writeFile(file, JSON.stringify(list));
  const agents = await openAgents(file, createReplayMemory({ maxEntries: 100, now: () => NOW }));
  return openShop(accepted({ level: 'high', score: 0.97 }), undefined, { agents });
}

describe('an agent in the shop', () => {
  it('that the shop knows buys for less than 200', async () => {
    const { visit, entries } = await open();
    await visit('/checkout');
    const { to } = await visit('/pay', PAID, await signed());
    expect(entries.at(-1)).toMatchObject({ decision: 'allow' });
    expect((await visit(to ?? '')).text).toContain('shopper, by its signature');
  });

  it('is held like any machine for more', async () => {
    const { visit, entries } = await open();
    await visit('/cart', { sku: 'mug-moss', pieces: '9' });
    await visit('/checkout');
    await visit('/pay', PAID, await signed());
    expect(entries.at(-1)).toMatchObject({ decision: 'review' });
  });

  it.each([
    ['does not sign', async () => ({})],
    ['signs for another shop', () => signed({ authority: 'other.example' })],
    ['signed long ago', () => signed({ created: NOW / 1000 - 400, expires: NOW / 1000 - 100 })],
    ['is no agent of the shop’s list', () => signed({ keyid: 'unknown' })],
  ] as const)('that %s is held like any machine', async (_, headers) => {
    const { visit, entries } = await open();
    await visit('/checkout');
    await visit('/pay', PAID, await headers());
    expect(entries.at(-1)).toMatchObject({ decision: 'review' });
  });

  it('uses a signature once', async () => {
    const { visit, entries } = await open();
    const headers = await signed();
    for (const decision of ['allow', 'review']) {
      await visit('/checkout');
      await visit('/pay', PAID, headers);
      expect(entries.at(-1)).toMatchObject({ decision });
    }
  });
});
