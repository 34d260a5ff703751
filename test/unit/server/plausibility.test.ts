import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { FEATURES, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import { FLAG_REDUCED_CONSENT } from '../../../src/contract/protocol.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { memoryNearDuplicates, type NearDuplicateStore } from '../../../src/server/index.ts';
import { equip } from '../../../src/server/model/model.ts';
import { isNearDuplicate } from '../../../src/server/steps/near-duplicate.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { countAlarms, detectCopies, shake } from '../../lab/plausibility/measure.ts';
import { hasVisits, readVisits, shippedModel } from '../../lab/plausibility/visits.ts';
import { createSigner } from '../../vectors/forge.ts';
import { randomModel } from '../scoring/model.ts';
import { setup } from './setup.ts';

const rng = xoroshiro128plus(138);
const random = () => uniformFloat64(rng);
/** A visit with every feature somewhere in its range. */
const anyone = (): Evidence => ({
  schema: SCHEMA_ID,
  flags: 0,
  values: Int8Array.from(FEATURES, () => Math.round(120 * random() - 60)),
  missing: new Uint8Array(FEATURES.length),
});
const asked = (jkt: string, sid = `session of ${jkt}`) => ({ jkt, sid, timeoutMs: 5000 });

describe('near-duplicate search', () => {
  it('§4, row 138: flags jittered copies of one visit across a thousand keys', async () => {
    const store = memoryNearDuplicates();
    const captured = anyone();
    let flagged = 0;
    for (let key = 0; key < 1000; key++)
      if (await isNearDuplicate(store, shake(captured, 2, random), asked(`key-${key}`))) flagged++;
    // The first copy has nothing to be like. Floor published with `npm run lab -- plausibility`: 95 % at ±2.
    expect(flagged).toBeGreaterThanOrEqual(950);
  });

  it('does not flag a thousand different visits', async () => {
    const store = memoryNearDuplicates();
    for (let key = 0; key < 1000; key++)
      expect(await isNearDuplicate(store, anyone(), asked(`key-${key}`))).toBe(false);
  });

  it('does not flag a visitor’s own repetition within one session', async () => {
    const [store, evidence] = [memoryNearDuplicates(), anyone()];
    for (const jitter of [0, 0, 1])
      expect(await isNearDuplicate(store, shake(evidence, jitter, random), asked('own'))).toBe(false);
    expect(await isNearDuplicate(store, evidence, asked('other'))).toBe(true);
  });

  it('flags an exact copy in another session, the same key’s too, and not what is merely like it', async () => {
    const [store, evidence] = [memoryNearDuplicates(), anyone()];
    expect(await isNearDuplicate(store, evidence, asked('own', 'first'))).toBe(false);
    for (let at = 0; at < 1000; at++)
      expect(await isNearDuplicate(store, evidence, asked('own', `session-${at}`))).toBe(true);
    expect(await isNearDuplicate(store, shake(evidence, 1, random), asked('own', 'last'))).toBe(false);
  });

  it('forgets after 48 hours, and holds no more than it may', async () => {
    let nowMs = 0;
    const evidence = anyone();
    const timed = memoryNearDuplicates({ now: () => nowMs });
    await isNearDuplicate(timed, evidence, asked('a'));
    nowMs = 48 * 3_600_000;
    expect(await isNearDuplicate(timed, evidence, asked('b'))).toBe(false);
    const small = memoryNearDuplicates({ maxBands: 80 });
    await isNearDuplicate(small, evidence, asked('a'));
    for (let i = 0; i < 200; i++) await isNearDuplicate(small, anyone(), asked('b'));
    expect(await isNearDuplicate(small, evidence, asked('c'))).toBe(false);
  });

  it.each<[string, NearDuplicateStore['file']]>([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['never answers', () => new Promise(() => undefined)],
    ['answers nonsense', async () => [7, null, 'x', 'a.!!', 'a.AAAA', {}] as never],
    ['answers no list', async () => 'x' as never],
  ])('says nothing when the store %s', async (_name, file) => {
    expect(await isNearDuplicate({ file }, anyone(), { jkt: 'a', sid: 's', timeoutMs: 20 })).toBe(false);
  });

  it('is a flag of the verifier, and never refuses', async () => {
    const { forge, request, create } = await setup();
    const model = equip(await randomModel(5));
    const verifier = create({ models: [model], nearDuplicates: memoryNearDuplicates() });
    const evidence: Evidence = { ...anyone(), values: new Int8Array(FEATURES.length) };
    const send = async (signer: typeof forge.device) => {
      const ev = encodeBase64url(encodeEvidence(evidence));
      const token = await forge.token({ signer, claims: { mdl: model.id, ev } });
      return verifier.verify(token, { ...request, jkt: undefined });
    };
    const first = await send(forge.device);
    expect(first.ok && first.flags).not.toContain('near_duplicate');
    const second = await send(await createSigner());
    expect(second).toMatchObject({ ok: true, flags: expect.arrayContaining(['near_duplicate']) });
    expect(second.level).toBe(first.level);
  });

  it('keeps no sketch of a visit with reduced consent', async () => {
    const { forge, request, create } = await setup();
    const model = equip(await randomModel(5));
    const filed: string[] = [];
    const file: NearDuplicateStore['file'] = async (_bands, entry) => {
      filed.push(entry);
      return [];
    };
    const verifier = create({ models: [model], nearDuplicates: { file } });
    for (const flags of [0, FLAG_REDUCED_CONSENT]) {
      const evidence = { ...anyone(), values: new Int8Array(FEATURES.length), flags };
      const ev = encodeBase64url(encodeEvidence(evidence));
      const token = await forge.token({ claims: { mdl: model.id, ev } });
      expect((await verifier.verify(token, { ...request, jkt: undefined })).ok).toBe(true);
    }
    expect(filed).toHaveLength(1);
  });
});

describe.skipIf(!hasVisits)('people’s visits of ../shared/data/test, where it is there', () => {
  it('raise each flag for at most one in a hundred, and copies of them are found up to ±2 steps', async () => {
    const model = await shippedModel();
    const visits = await readVisits(model);
    const { visits: total, ...alarms } = await countAlarms(visits, model);
    expect(total).toBeGreaterThan(100);
    for (const [flag, count] of Object.entries(alarms)) expect(count / total, flag).toBeLessThanOrEqual(0.01);
    const curve = await detectCopies(visits, { copies: 200, random });
    expect(curve.get(0)).toBe(1);
    expect(curve.get(2)).toBeGreaterThan(0.95);
  }, 300_000);
});
