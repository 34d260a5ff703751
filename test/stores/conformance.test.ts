import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerifyRequest } from '../../src/server/request.ts';
import { probeReplay } from '../../src/server/stores/probe-replay.ts';
import { setup } from '../unit/server/setup.ts';
import { malleate } from '../vectors/cases/nonce.ts';
import { KINDS, type Running, titleOf } from './kinds.ts';
import { forkRacers } from './racers.ts';

const { forge, request, create } = await setup();
const TTL_MS = 60_000;
const USES = 500;
const verifyWith = (store: Running['store']) => create({ replay: store, storeTimeoutMs: 30_000 });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const freshKey = () => `vrd:n:${crypto.randomUUID()}`;

for (const kind of KINDS) {
  describe.skipIf(kind.missing !== null)(titleOf(kind), () => {
    let running: Running;
    beforeAll(async () => {
      running = await kind.open();
    });
    afterAll(async () => running?.close());

    /** Codes of what two backends say that share the store. */
    async function codes(
      tokens: readonly unknown[],
      changes: Partial<VerifyRequest> = {},
    ): Promise<string[]> {
      const verifiers = [verifyWith(running.store), verifyWith(running.other.store)] as const;
      const results = await Promise.all(
        tokens.map((token, index) =>
          verifiers[index % 2 === 0 ? 0 : 1].verify(token, { ...request, ...changes }),
        ),
      );
      return results.map((result) => (result.ok ? 'ok' : result.code)).sort();
    }

    it('keeps what its interface promises', async () => {
      await probeReplay(running.store);
    });

    it('tells the second what the first wrote, whoever asks', async () => {
      const key = freshKey();
      expect(await running.store.consume(key, 'a', TTL_MS)).toBeNull();
      expect(await running.store.consume(key, 'b', TTL_MS)).toBe('a');
      expect(await running.other.store.consume(key, 'c', TTL_MS)).toBe('a');
    });

    it('gives one key of 500 racers to one of them', async () => {
      const key = freshKey();
      const stores = [running.store, running.other.store] as const;
      const answers = await Promise.all(
        times(USES, (i) => stores[i % 2 === 0 ? 0 : 1].consume(key, `value.${i}`, TTL_MS)),
      );
      const winner = answers.indexOf(null);
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      expect(new Set(answers.filter((_, index) => index !== winner))).toEqual(new Set([`value.${winner}`]));
    });

    it('frees a key when its time is over', async () => {
      const key = freshKey();
      expect(await running.store.consume(key, 'a', 1)).toBeNull();
      await expect.poll(() => running.store.consume(key, 'b', TTL_MS)).toBeNull();
      expect(await running.store.consume(key, 'c', TTL_MS)).toBe('b');
    });

    it('has one of 500 uses of a token accepted', async () => {
      const token = await forge.token();
      const seen = await codes(times(USES, () => token));
      expect(seen).toEqual(['ok', ...times(USES - 1, () => 'replayed')]);
    });

    it('has one of two tokens on a nonce accepted', async () => {
      for (let round = 0; round < 20; round++) {
        const nonce = await forge.nonce();
        const tokens = await Promise.all([1, 2].map((q) => forge.token({ claims: { nonce, q } })));
        expect(await codes(tokens)).toEqual(['nonce_reused', 'ok']);
      }
    });

    it('has a token and its malleated twin accepted once', async () => {
      const token = await forge.token();
      expect(await codes([token, malleate(token)])).toEqual(['ok', 'replayed']);
    });

    it('tells a repeated request from a replay', async () => {
      const verifier = verifyWith(running.store);
      const other = verifyWith(running.other.store);
      const later = create({
        replay: running.store,
        storeTimeoutMs: 30_000,
        now: () => (forge.setting.now + 61) * 1000,
      });
      const token = await forge.token();
      const once = { ...request, idempotencyKey: 'a' };
      expect(await verifier.verify(token, once)).toMatchObject({ ok: true });
      for (const by of [other, later])
        expect(await by.verify(token, once)).toMatchObject({ code: 'replayed', replayed: 'same' });
      for (const idempotencyKey of ['b', undefined]) {
        const again = await verifier.verify(token, { ...request, idempotencyKey });
        expect(again).toMatchObject({ code: 'replayed', retry: 'nonce' });
        expect(again).not.toHaveProperty('replayed');
      }
    });

    it('has one of 50 tokens with one idempotency key accepted, and tells the others', async () => {
      const tokens = await Promise.all(times(50, () => forge.token()));
      const verifiers = [verifyWith(running.store), verifyWith(running.other.store)] as const;
      const once = { ...request, idempotencyKey: crypto.randomUUID() };
      const results = await Promise.all(
        tokens.map((token, index) => verifiers[index % 2 === 0 ? 0 : 1].verify(token, once)),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.filter((result) => !result.ok && result.replayed === 'same')).toHaveLength(49);
    });

    it.each([
      [
        'a forged signature',
        async (nonce: string) => `${(await forge.token({ claims: { nonce } })).slice(0, -4)}AAAA`,
      ],
      ['another site', (nonce: string) => forge.token({ claims: { nonce, aud: 'https://other.example' } })],
    ])('keeps a nonce that %s did not use', async (_name, forged) => {
      const nonce = await forge.nonce();
      expect(await codes([await forged(nonce)])).not.toEqual(['ok']);
      expect(await codes([await forge.token({ claims: { nonce } })])).toEqual(['ok']);
    });

    it('has evidence that cannot be read cost its nonce', async () => {
      const nonce = await forge.nonce();
      expect(await codes([await forge.token({ claims: { nonce, ev: 'AAAA' } })])).toEqual([
        'evidence_invalid',
      ]);
      expect(await codes([await forge.token({ claims: { nonce } })])).toEqual(['nonce_reused']);
    });

    it('has one of 500 uses accepted across two processes, where it can be shared', async ({ skip }) => {
      const { address } = running;
      if (address === null) return skip('a store inside one process is refused in a second one');
      const racers = await forkRacers({ address, setting: forge.setting }, 2);
      try {
        const tokens = await Promise.all(times(3, () => forge.token()));
        const finishes = await racers.race({ tokens, uses: USES / 2 });
        for (const seen of finishes)
          expect(seen.toSorted()).toEqual(['ok', ...times(USES - 1, () => 'replayed')]);
      } finally {
        await racers.end();
      }
    });
  });
}
