import { describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../e2e/shop.ts';
import { openPostgres } from '../setup/postgres.ts';
import { openRedis } from '../setup/redis.ts';
import { createForge } from '../vectors/forge.ts';
import { connectPostgres, connectRedis } from './clients.ts';
import { KINDS, POSTGRES, REDIS, titleOf } from './kinds.ts';

/** The demo with the stores that its environment names. */
const kindOf = (name: string) => KINDS.find((kind) => kind.name === name) as (typeof KINDS)[number];

/**
 * Presses Pay twice with one token and a card; the codes in the shop's log. The token's transaction is no
 * basket's, which is told after its nonce is spent. The first press is answered with a fresh nonce, and the
 * second one is decided on.
 */
async function payTwice(shop: Shop): Promise<(string | null)[]> {
  const forge = await createForge();
  const page = await fetch(`${shop.url}/checkout`);
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const issued = await fetch(`${shop.url}/tellsign/nonce`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: shop.url },
    body: JSON.stringify({ op: 'checkout' }),
  });
  const { nonce, now, aud } = (await issued.json()) as {
    readonly nonce: string;
    readonly now: number;
    readonly aud: string;
  };
  const claims = { nonce, aud, iat: now, exp: now + 60 };
  const token = await forge.token({ claims });
  for (let use = 0; use < 2; use++)
    await fetch(`${shop.url}/pay`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: shop.url },
      body: new URLSearchParams({ 'tellsign-token': token, card: '4000000000000002' }),
    });
  return (await shop.log()).map(({ code }) => code);
}

async function withShop<T>(environment: Record<string, string>, use: (shop: Shop) => Promise<T>): Promise<T> {
  const shop = await openShop(environment);
  try {
    return await use(shop);
  } finally {
    await shop.stop();
  }
}

describe('the shop', () => {
  it('spends a nonce once in an embedded database', async () => {
    expect(await withShop({ DATABASE_URL: 'pglite:' }, payTwice)).toEqual(['tx_mismatch', 'replayed']);
  });

  it.skipIf(REDIS === null)(
    `spends a nonce once, and counts a card, in ${titleOf(kindOf('Redis'))}`,
    async () => {
      const server = await openRedis(REDIS ?? '');
      const client = await connectRedis(server.port);
      try {
        const REDIS_URL = `redis://127.0.0.1:${server.port}`;
        expect(await withShop({ REDIS_URL }, payTwice)).toEqual(['tx_mismatch', 'replayed']);
        expect(await client.keys('vrd:n:*')).toHaveLength(1);
        expect(await client.keys('vrd:n1:*')).toHaveLength(1);
      } finally {
        client.destroy();
        await server.stop();
      }
    },
  );

  it.skipIf(POSTGRES === null)(
    `spends a nonce once, and records a decision, in ${titleOf(kindOf('PostgreSQL'))}`,
    async () => {
      const server = await openPostgres(POSTGRES ?? '');
      const pool = connectPostgres(server.port);
      try {
        const DATABASE_URL = `postgres://tellsign@127.0.0.1:${server.port}/postgres`;
        expect(await withShop({ DATABASE_URL }, payTwice)).toEqual(['tx_mismatch', 'replayed']);
        const { rows } = await pool.query("SELECT key FROM tellsign_nonce WHERE key LIKE 'vrd:n:%'");
        expect(rows).toHaveLength(1);
        const decided = await pool.query('SELECT action, outcome FROM tellsign_decision');
        expect(decided.rows).toEqual([{ action: 'checkout', outcome: 'challenge' }]);
      } finally {
        await pool.end();
        await server.stop();
      }
    },
  );
});
