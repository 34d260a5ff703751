import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Loopback } from '../setup/loopback.ts';
import { setup } from '../unit/server/setup.ts';
import { type Opened, openStore } from './clients.ts';
import { forkRacers, type Racers } from './racers.ts';
import { SERVERS } from './servers.ts';
import { HONEST, openWire, type UnreliableWire, type Wire } from './unreliable.ts';

/** Two processes that share a store, while the store or the way to it fails: no token is accepted twice. */
const { forge, request, create } = await setup();
const TOKENS = 100;
const STORE_TIMEOUT_MS = 500;
const CODES = new Set(['ok', 'replayed', 'nonce_reused', 'replay_store_unavailable']);

const slow: Wire = (answer) =>
  new Promise((resolve) => {
    setTimeout(resolve, STORE_TIMEOUT_MS / 10, answer);
  });
/** Later than anybody waits: what was spent in between is told to nobody. */
const tooSlow: Wire = (answer) =>
  new Promise((resolve) => {
    setTimeout(resolve, STORE_TIMEOUT_MS * 2, answer);
  });
/** Every second answer is lost with its connection, after the store has done what it was asked. */
const lossy = (): Wire => {
  let count = 0;
  return (answer) => (++count % 2 === 0 ? null : answer);
};
/** Words of an answer become others of the same length, so that the client still understands the message. */
const changing =
  (words: RegExp): Wire =>
  (answer) =>
    Buffer.from(
      answer.toString('latin1').replace(words, (word) => 'x'.repeat(word.length)),
      'latin1',
    );
const WRONG = { redis: changing(/[\w-]{22}(?=\.\d)/g), postgres: changing(/fresh|spent|in-use/g) } as const;

for (const { title, kind, missing, open, hang } of SERVERS) {
  describe.skipIf(missing)(`${title}: two processes`, () => {
    let server: Loopback;
    let wire: UnreliableWire;
    let racers: Racers;
    let opened: Opened;
    beforeAll(async () => {
      server = await open();
      opened = await openStore({ kind, port: server.port });
      wire = await openWire(server.port);
      const address = { kind, port: wire.port };
      racers = await forkRacers({ address, setting: forge.setting, storeTimeoutMs: STORE_TIMEOUT_MS }, 2);
    });
    afterAll(async () => {
      await racers?.end();
      await wire?.close();
      await opened?.close();
      await server?.stop();
    });

    const freshTokens = (count: number) => Promise.all(Array.from({ length: count }, () => forge.token()));
    const acceptedOf = (codes: readonly string[]) => codes.filter((code) => code === 'ok').length;

    /** Presents each token twice in both processes while `fault` happens; how often each was accepted. */
    async function raceDuring(fault: () => Promise<void>): Promise<number[]> {
      const racing = racers.race({ tokens: await freshTokens(TOKENS), uses: 2 });
      await fault();
      const codes = await racing;
      expect(codes.flat().filter((code) => !CODES.has(code))).toEqual([]);
      return codes.map(acceptedOf);
    }

    /** Clients come back by themselves: then every token is accepted once again. */
    async function expectRecovery(): Promise<void> {
      const race = async () => (await racers.race({ tokens: await freshTokens(5), uses: 1 })).map(acceptedOf);
      await expect.poll(race, { timeout: 30_000 }).toEqual([1, 1, 1, 1, 1]);
    }

    const faults: readonly (readonly [string, () => Promise<void>])[] = [
      [
        'that is stopped for a while',
        async () => {
          const resume = await hang(server);
          const verify = async () =>
            create({ replay: opened.store, storeTimeoutMs: STORE_TIMEOUT_MS }).verify(
              await forge.token(),
              request,
            );
          await expect.poll(verify, { timeout: 20_000 }).toMatchObject({ code: 'replay_store_unavailable' });
          await resume();
        },
      ],
      [
        'that is killed and started again',
        async () => {
          await server.kill();
          await server.start();
        },
      ],
      ['that is slow', () => wire.become(slow)],
      ['that answers when nobody waits any more', () => wire.become(tooSlow)],
      ['whose answers are lost', () => wire.become(lossy())],
      ['that answers wrongly', () => wire.become(WRONG[kind])],
    ];
    it.each(faults)(
      'accept nothing twice on a store %s, and all of it again afterwards',
      async (_name, fault) => {
        const accepted = await raceDuring(fault);
        expect(Math.max(...accepted)).toBeLessThanOrEqual(1);
        void wire.become(HONEST);
        await expectRecovery();
      },
    );
  });
}
