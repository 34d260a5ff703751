import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeEvidence } from '../../src/scoring/evidence.ts';
import { equip } from '../../src/server/model/model.ts';
import { revokeKey } from '../../src/server/steps/revoke.ts';
import { probeLedger } from '../../src/server/stores/probe-ledger.ts';
import { probeNearDuplicates } from '../../src/server/stores/probe-near-duplicates.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { randomModel } from '../unit/scoring/model.ts';
import { setup } from '../unit/server/setup.ts';
import { createSigner } from '../vectors/forge.ts';
import { KINDS, type Running, titleOf } from './kinds.ts';

/** What a backend remembers of keys and of evidence, in every store and through two clients of it. */
const { forge, request, create } = await setup();
const TTL_MS = 60_000;
const RACERS = 200;
/** A thumbprint that nobody else asks about. */
const someKey = () => encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));
const bandsOf = (name: string) => Array.from({ length: 8 }, (_, at) => `${at}:${name}`);

for (const kind of KINDS) {
  describe.skipIf(kind.missing !== null)(titleOf(kind), () => {
    let running: Running;
    beforeAll(async () => {
      running = await kind.open();
    });
    afterAll(async () => running?.close());
    const either = (at: number) => (at % 2 === 0 ? running : running.other);

    describe('the ledger of keys', () => {
      it('knows nothing against a key until somebody says so, and then everywhere', async () => {
        const jkt = someKey();
        expect(await running.ledger.find(jkt)).toBeNull();
        await running.ledger.retire(jkt, { from: 1_800_000_000 }, TTL_MS);
        expect(await running.other.ledger.find(jkt)).toEqual({ from: 1_800_000_000 });
      });

      it('keeps the entry that denies earlier, with its successor', async () => {
        const [jkt, successor] = [someKey(), someKey()];
        await running.ledger.retire(jkt, { from: 600, successor }, TTL_MS);
        await running.other.ledger.retire(jkt, { from: 900 }, TTL_MS);
        expect(await running.ledger.find(jkt)).toEqual({ from: 600, successor });
        await running.other.ledger.retire(jkt, { from: 100 }, TTL_MS);
        expect(await running.ledger.find(jkt)).toEqual({ from: 100, successor });
      });

      it('forgets the counts of a key that is erased, everywhere, and not that it is denied', async () => {
        const [jkt, other] = [someKey(), someKey()];
        await running.ledger.retire(jkt, { from: 600 }, TTL_MS);
        for (const key of [jkt, other]) {
          await running.ledger.advance(key, 7, TTL_MS);
          await running.other.ledger.count(key, TTL_MS);
        }
        await running.other.ledger.erase?.(jkt);
        expect(await running.ledger.count(jkt, TTL_MS)).toBe(1);
        expect(await running.ledger.count(other, TTL_MS)).toBe(2);
        expect(await running.ledger.advance(jkt, 1, TTL_MS)).toBeNull();
        expect(await running.ledger.advance(other, 1, TTL_MS)).toBe(7);
        expect(await running.ledger.find(jkt)).toEqual({ from: 600 });
      });

      it('gives a key one successor, however many claim to follow it', async () => {
        const jkt = someKey();
        const heirs = Array.from({ length: RACERS }, someKey);
        const before = await Promise.all(
          heirs.map((successor, at) => either(at).ledger.retire(jkt, { from: 600, successor }, TTL_MS)),
        );
        const first = before.indexOf(null);
        expect(before.filter((entry) => entry === null)).toHaveLength(1);
        expect(await running.ledger.find(jkt)).toEqual({ from: 600, successor: heirs[first] });
        expect(before.every((entry) => entry === null || entry.successor === heirs[first])).toBe(true);
      });

      it('gives a session one first key, however many enrol at once', async () => {
        const [sid, keys] = [someKey(), Array.from({ length: RACERS }, someKey)];
        const before = await Promise.all(keys.map((jkt, at) => either(at).ledger.bind(sid, jkt, TTL_MS)));
        const first = keys[before.indexOf(null)];
        expect(before.filter((jkt) => jkt === null)).toHaveLength(1);
        expect(new Set(before.filter((jkt) => jkt !== null))).toEqual(new Set([first]));
        expect(await running.ledger.boundTo(sid)).toBe(first);
      });

      it('lets no key escape that is rotated while its ancestor is revoked', async () => {
        for (let round = 0; round < 20; round++) {
          const [old, jkt, next] = [someKey(), someKey(), someKey()];
          await running.ledger.retire(old, { from: 600, successor: jkt }, TTL_MS);
          const [before] = await Promise.all([
            running.other.ledger.retire(jkt, { from: 600, successor: next }, TTL_MS),
            revokeKey(running.ledger, old, 50),
          ]);
          const outcome = before === null ? await running.ledger.find(next) : before;
          expect(outcome).toMatchObject({ from: 50 });
        }
      });

      it('does what its probe asks', async () => {
        await probeLedger(running.ledger);
      });

      it('gives a revoked key no successor any more', async () => {
        const jkt = someKey();
        expect(await running.ledger.retire(jkt, { from: 50 }, TTL_MS)).toBeNull();
        const before = await running.other.ledger.retire(jkt, { from: 600, successor: someKey() }, TTL_MS);
        expect(before).toEqual({ from: 50 });
        expect(await running.ledger.find(jkt)).toEqual({ from: 50 });
      });

      it('remembers the first key of a session until it is told another', async () => {
        const [sid, own, other] = [someKey(), someKey(), someKey()];
        expect(await running.ledger.boundTo(sid)).toBeNull();
        expect(await running.ledger.bind(sid, own, TTL_MS)).toBeNull();
        expect(await running.other.ledger.bind(sid, other, TTL_MS)).toBe(own);
        expect(await running.ledger.bind(sid, own, TTL_MS)).toBe(own);
        expect(await running.other.ledger.boundTo(sid)).toBe(own);
        await running.ledger.rebind(sid, other, TTL_MS);
        expect(await running.other.ledger.boundTo(sid)).toBe(other);
        await running.ledger.rebind(sid, other, 1);
        await expect.poll(() => running.ledger.boundTo(sid)).toBeNull();
        expect(await running.ledger.bind(sid, own, TTL_MS)).toBeNull();
      });

      it('counts the verdicts of a key, and forgets them', async () => {
        const jkt = someKey();
        const counts = await Promise.all(
          Array.from({ length: RACERS }, (_, at) => either(at).ledger.count(jkt, 3_600_000)),
        );
        expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: RACERS }, (_, at) => at + 1));
        expect(await running.ledger.count(someKey(), 3_600_000)).toBe(1);
        const brief = someKey();
        await running.ledger.count(brief, 12);
        await expect.poll(() => running.ledger.count(brief, 12)).toBe(1);
      });

      it('forgets when the time is over', async () => {
        const jkt = someKey();
        await running.ledger.retire(jkt, { from: 1 }, 1);
        await expect.poll(() => running.ledger.find(jkt)).toBeNull();
        await running.ledger.advance(jkt, 9, 1);
        await expect.poll(() => running.ledger.advance(jkt, 3, 1)).toBeNull();
      });

      it('answers what a counter was and keeps the higher one', async () => {
        const jkt = someKey();
        const say = (ctr: number, at: number) => either(at).ledger.advance(jkt, ctr, TTL_MS);
        expect(await say(5, 0)).toBeNull();
        expect(await say(2, 1)).toBe(5);
        expect(await say(2 ** 32 - 1, 0)).toBe(5);
        expect(await say(7, 1)).toBe(2 ** 32 - 1);
      });

      it('keeps a counter and a denial of one key apart', async () => {
        const jkt = someKey();
        await running.ledger.advance(jkt, 5, TTL_MS);
        expect(await running.ledger.find(jkt)).toBeNull();
        await running.ledger.retire(jkt, { from: 10 }, TTL_MS);
        expect(await running.ledger.advance(jkt, 6, TTL_MS)).toBe(5);
        expect(await running.ledger.find(jkt)).toEqual({ from: 10 });
      });

      it('lets one of 200 racers be the first, and keeps the highest of them', async () => {
        const jkt = someKey();
        const before = await Promise.all(
          Array.from({ length: RACERS }, (_, at) => either(at).ledger.advance(jkt, at + 1, TTL_MS)),
        );
        expect(before.filter((ctr) => ctr === null)).toHaveLength(1);
        expect(await running.ledger.advance(jkt, 0, TTL_MS)).toBe(RACERS);
      });

      it('shows the same counter twice to two backends at once, one of which sees it regress', async () => {
        const verifiers = [0, 1].map((at) =>
          create({ ledger: either(at).ledger, replay: either(at).store, storeTimeoutMs: 30_000 }),
        );
        const signer = await createSigner();
        const tokens = await Promise.all([1, 2].map(() => forge.token({ signer, claims: { ctr: 7 } })));
        const results = await Promise.all(
          tokens.map((token, at) => verifiers[at]?.verify(token, { ...request, jkt: undefined })),
        );
        const seen = results.map((result) => result?.ok && result.flags.includes('counter_regress'));
        expect(seen.toSorted()).toEqual([false, true]);
      });

      it('has a key revoked by one backend refused by the other', async () => {
        const [one, other] = [0, 1].map((at) =>
          create({ ledger: either(at).ledger, replay: either(at).store, storeTimeoutMs: 30_000 }),
        );
        const signer = await createSigner();
        const present = async () =>
          other?.verify(await forge.token({ signer }), { ...request, jkt: undefined });
        expect(await present()).toMatchObject({ ok: true });
        await one?.revoke(signer.jkt);
        expect(await present()).toMatchObject({ ok: false, code: 'key_revoked' });
      });
    });

    describe('recent evidence', () => {
      it('answer what lay under any of the bands, once', async () => {
        const name = crypto.randomUUID();
        expect(await running.nearDuplicates.file(bandsOf(name), 'a.x', TTL_MS)).toEqual([]);
        expect(await running.other.nearDuplicates.file(bandsOf(name).slice(3), 'b.x', TTL_MS)).toEqual([
          'a.x',
        ]);
        const found = await running.nearDuplicates.file(bandsOf(name), 'c.x', TTL_MS);
        expect(found.toSorted()).toEqual(['a.x', 'b.x']);
      });

      it('do what their probe asks', async () => {
        await probeNearDuplicates(running.nearDuplicates);
      });

      it('take the same entry again', async () => {
        const bands = bandsOf(crypto.randomUUID());
        await running.nearDuplicates.file(bands, 'a.x', TTL_MS);
        expect(await running.nearDuplicates.file(bands, 'a.x', TTL_MS)).toEqual(['a.x']);
        expect(await running.nearDuplicates.file(bands, 'a.x', TTL_MS)).toEqual(['a.x']);
      });

      it('forget each entry at its own time, though others come to lie beside it', async () => {
        const bands = bandsOf(crypto.randomUUID());
        await running.nearDuplicates.file(bands, 'short.x', 1);
        await expect.poll(() => running.nearDuplicates.file(bands, 'long.x', TTL_MS)).toEqual(['long.x']);
      });

      it('hold some dozens of a bucket, the newest', async () => {
        const bands = bandsOf(crypto.randomUUID());
        for (let at = 0; at < 50; at++)
          await either(at).nearDuplicates.file(bands.slice(0, 1), `${at}.x`, TTL_MS + 1000 * at);
        const found = await running.nearDuplicates.file(bands.slice(0, 1), 'last.x', TTL_MS);
        expect(found.length).toBeLessThanOrEqual(33);
        expect(found).toContain('49.x');
        expect(found).not.toContain('0.x');
      });

      it('flag a copy that another backend has seen the original of', async () => {
        const model = equip(await randomModel(5));
        const { schema, center } = model.manifest;
        const ev = encodeBase64url(
          encodeEvidence({
            schema,
            flags: 0,
            values: new Int8Array(center.length),
            missing: new Uint8Array(center.length),
          }),
        );
        const flags = [];
        for (const at of [0, 1]) {
          const { store, nearDuplicates } = either(at);
          const verifier = create({ models: [model], replay: store, nearDuplicates, storeTimeoutMs: 30_000 });
          const token = await forge.token({ signer: await createSigner(), claims: { mdl: model.id, ev } });
          const result = await verifier.verify(token, { ...request, jkt: undefined });
          flags.push(result.ok ? result.flags.includes('near_duplicate') : result.code);
        }
        expect(flags).toEqual([false, true]);
      });
    });
  });
}
