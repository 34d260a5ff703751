import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_CLOCK_ERROR_SECONDS } from '../../src/contract/protocol.ts';
import { redisReplay } from '../../src/server/stores/redis-replay.ts';
import type { Verifier } from '../../src/server/verifier.ts';
import type { Loopback } from '../setup/loopback.ts';
import { openRedis } from '../setup/redis.ts';
import { setup } from '../unit/server/setup.ts';
import { connectPostgres, connectRedis, type Opened, openStore } from './clients.ts';
import { REDIS } from './kinds.ts';
import { forkRacers } from './racers.ts';
import { SERVERS } from './servers.ts';

/** §1.7, the table: what a store may do to a checkout. */
const { forge, request, create } = await setup();
const DOWN = { ok: false, code: 'replay_store_unavailable', level: 'unknown', retry: 'nonce' } as const;
const PATIENT_MS = 30_000;

/** Signs again with the nonce of a refusal, as the page does; what comes of it. */
async function signAgain(refused: Awaited<ReturnType<Verifier['verify']>>, verifier: Verifier) {
  const nonce = refused.ok ? undefined : refused.nextNonce?.nonce;
  return verifier.verify(await forge.token({ claims: { nonce } }), request);
}

/** Under which key a token's nonce is kept. */
async function keyOf(token: string): Promise<string> {
  let seen = '';
  const consume = async (key: string) => {
    seen = key;
    return null;
  };
  await create({ replay: { consume } }).verify(token, request);
  return seen;
}

function openGate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  const gate = {
    passed,
    isOpen: false,
    pass() {
      gate.isOpen = true;
      open();
    },
  };
  return gate;
}

for (const { title, kind, missing, open, hang } of SERVERS) {
  describe.skipIf(missing)(title, () => {
    let server: Loopback;
    let opened: Opened;
    const verifierOf = (storeTimeoutMs: number, onStoreError: 'reject' | 'accept-degraded' = 'reject') =>
      create({
        replay: opened.store,
        storeTimeoutMs,
        actions: { checkout: { onStoreError, nonceInPage: null } },
      });
    /** Clients come back by themselves, and not at once. */
    const whenBack = () =>
      expect
        .poll(async () => opened.store.consume(crypto.randomUUID(), 'v', 1000).catch(() => 'down'), {
          timeout: 20_000,
        })
        .toBeNull();

    beforeAll(async () => {
      server = await open();
      opened = await openStore({ kind, port: server.port });
    });
    afterAll(async () => {
      await opened?.close();
      await server?.stop();
    });

    it('that hangs gives no verdict after 50 ms, and a capped one where the operation says so', async () => {
      const tokens = await Promise.all([forge.token(), forge.token()]);
      const resume = await hang(server);
      const refused = await verifierOf(50).verify(tokens[0], request);
      const degraded = await verifierOf(50, 'accept-degraded').verify(tokens[1], request);
      await resume();
      expect(refused).toMatchObject(DOWN);
      expect(degraded).toMatchObject({ ok: true, degraded: expect.arrayContaining([DOWN.code]) });
      expect(degraded.level).not.toBe('low');
      await whenBack();
      expect(await signAgain(refused, verifierOf(PATIENT_MS))).toMatchObject({ ok: true });
    });

    it('that is gone gives no verdict, and one again when it is back', async () => {
      await server.kill();
      const verifier = verifierOf(PATIENT_MS);
      const tryOnce = async () => verifier.verify(await forge.token(), request);
      await expect.poll(tryOnce, { timeout: 20_000 }).toMatchObject(DOWN);
      const refused = await tryOnce();
      const lax = await verifierOf(PATIENT_MS, 'accept-degraded').verify(await forge.token(), request);
      expect(lax).toMatchObject({ ok: true, degraded: expect.arrayContaining([DOWN.code]) });
      await server.start();
      await whenBack();
      expect(await signAgain(refused, verifierOf(PATIENT_MS))).toMatchObject({ ok: true });
    });

    it('that is killed under load loses no customer who tries again, and accepts nothing twice', async () => {
      const verifier = verifierOf(PATIENT_MS);
      const [back, refused] = [openGate(), openGate()];
      const accepted: string[] = [];
      async function visit(): Promise<number> {
        let token = await forge.token();
        for (let attempt = 1; attempt <= 50; attempt++) {
          const result = await verifier.verify(token, request);
          if (result.ok) {
            accepted.push(token);
            return attempt;
          }
          refused.pass();
          await back.passed;
          token = await forge.token({ claims: { nonce: result.nextNonce?.nonce } });
        }
        return Number.POSITIVE_INFINITY;
      }
      const before = Array.from({ length: 60 }, visit);
      await before[0];
      const during = Array.from({ length: 60 }, visit);
      await server.kill();
      const after: Promise<number>[] = [];
      // PostgreSQL's children serve on for a moment when their parent is gone.
      while (!refused.isOpen) {
        const visits = Array.from({ length: 60 }, visit);
        after.push(...visits);
        await Promise.race([refused.passed, Promise.all(visits)]);
      }
      await server.start();
      await whenBack();
      back.pass();
      const attempts = await Promise.all([...before, ...during, ...after]);
      expect(attempts.filter((count) => count === Number.POSITIVE_INFINITY)).toEqual([]);
      expect(Math.max(...attempts)).toBeGreaterThan(1);
      const replays = await Promise.all(accepted.map((token) => verifier.verify(token, request)));
      expect(replays.filter(({ ok }) => ok)).toEqual([]);
    });

    it('remembers a use after its process was killed', async () => {
      const verifier = verifierOf(PATIENT_MS);
      const token = await forge.token();
      expect(await verifier.verify(token, request)).toMatchObject({ ok: true });
      await server.kill();
      await server.start();
      await whenBack();
      expect(await verifier.verify(token, request)).toMatchObject({ code: 'replayed' });
    });

    it('costs a retry when the backend dies between use and order', async () => {
      const verifier = verifierOf(PATIENT_MS);
      const token = await forge.token();
      const address = { kind, port: server.port };
      const backend = await forkRacers({ address, setting: forge.setting }, 1);
      await backend.crash(token);
      const replayed = await verifier.verify(token, request);
      expect(replayed).toMatchObject({ code: 'replayed', retry: 'nonce' });
      expect(await signAgain(replayed, verifier)).toMatchObject({ ok: true });
    });

    it.each(['', 'OK', 'a.b.c', ' ', `${'A'.repeat(22)}.x.`])(
      'that holds %j is down, not fresh',
      async (garbage) => {
        const token = await forge.token();
        expect(await opened.store.consume(await keyOf(token), garbage, 60_000)).toBeNull();
        expect(await verifierOf(PATIENT_MS).verify(token, request)).toMatchObject(DOWN);
      },
    );

    it('keeps a nonce until no clock within the skew can accept it', async () => {
      const token = await forge.token();
      await verifierOf(PATIENT_MS).verify(token, request);
      const leftMs = await lifetimeOf(kind, server.port, await keyOf(token));
      // Its own 290 s, its last second, and how slow a clock may be; less what the test took.
      const mostMs = (291 + MAX_CLOCK_ERROR_SECONDS) * 1000;
      expect(leftMs).toBeLessThanOrEqual(mostMs);
      expect(leftMs).toBeGreaterThan(mostMs - 110_000);
    });
  });
}

async function lifetimeOf(kind: string, port: number, key: string): Promise<number> {
  if (kind === 'redis') {
    const client = await connectRedis(port);
    const left = await client.pTTL(key);
    client.destroy();
    return Number(left);
  }
  const pool = connectPostgres(port);
  const { rows } = await pool.query(
    `SELECT extract(epoch FROM expires - clock_timestamp()) * 1000 AS left
    FROM tellsign_nonce WHERE key = $1`,
    [key],
  );
  await pool.end();
  return Number(rows[0]?.left);
}

describe.skipIf(REDIS === null)('Redis, alone (redis-server)', () => {
  it('with something else under the key is down', async () => {
    const server = await openRedis(REDIS ?? '');
    const client = await connectRedis(server.port);
    const token = await forge.token();
    await client.lPush(await keyOf(token), 'x');
    const verifier = create({ replay: redisReplay(client), storeTimeoutMs: PATIENT_MS });
    expect(await verifier.verify(token, request)).toMatchObject(DOWN);
    client.destroy();
    await server.stop();
  });

  it('whose replica lacks the last write accepts once more, in the same session, action and cart', async () => {
    const [primary, replica] = await Promise.all([openRedis(REDIS ?? ''), openRedis(REDIS ?? '')]);
    const [first, second] = [await connectRedis(primary.port), await connectRedis(replica.port)];
    await second.replicaOf('127.0.0.1', primary.port);
    await first.set('vrd:seen', 'yes');
    await expect.poll(() => second.get('vrd:seen'), { timeout: 20_000 }).toBe('yes');
    // Cut off: from here on, what the primary writes is lost with it.
    await second.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    const [before, after] = [first, second].map((client) =>
      create({ replay: redisReplay(client), storeTimeoutMs: PATIENT_MS }),
    );
    const token = await forge.token();
    expect(await before!.verify(token, request)).toMatchObject({ ok: true });
    expect(await before!.verify(token, request)).toMatchObject({ code: 'replayed' });
    await primary.kill();
    const elsewhere = { ...request, sid: 'session-2' };
    expect(await after!.verify(token, elsewhere)).toMatchObject({ code: 'nonce_invalid' });
    expect(await after!.verify(token, { ...request, action: 'login' })).toMatchObject({
      code: 'nonce_invalid',
    });
    expect(await after!.verify(token, request)).toMatchObject({ ok: true });
    expect(await after!.verify(token, { ...request, txh: 'A'.repeat(43) })).toMatchObject({ ok: false });
    expect(await after!.verify(token, request)).toMatchObject({ code: 'replayed' });
    for (const client of [first, second]) client.destroy();
    await Promise.all([primary.stop(), replica.stop()]);
  });
});

describe('a region', () => {
  it('refuses the nonces of another, whose key it does not have', async () => {
    const [here = '', there = ''] = Object.values(forge.setting.nonceKeys);
    const keysOf = (kid: number, hex: string) => ({
      nonce: [{ kid, secret: Uint8Array.from(Buffer.from(hex, 'hex')) }],
      binding: null,
    });
    const nonce = await forge.nonce({ kid: 6, secret: there });
    const token = await forge.token({ claims: { nonce } });
    expect(await create({ keys: keysOf(7, here) }).verify(token, request)).toMatchObject({
      code: 'nonce_invalid',
    });
    expect(await create({ keys: keysOf(6, there) }).verify(token, request)).toMatchObject({ ok: true });
  });
});
