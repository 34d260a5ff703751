import { createHmac, KeyObject, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FEATURES } from '../../src/contract/features/index.ts';
import { encodeEvidence } from '../../src/scoring/evidence.ts';
import { quantise } from '../../src/scoring/quantise.ts';
import type { Model, ReplayStore, Verifier, VerifierModel, VerifyRequest } from '../../src/server/index.ts';
import * as sources from '../../src/server/index.ts';
import { loadModel } from '../../src/server/model/load.ts';
import { netstring } from '../../src/wire/netstring.ts';
import type { Random } from '../../train/random.ts';
import { createForge, sorted } from '../vectors/forge.ts';
import type { Setting } from '../vectors/run.ts';

export type Members = Readonly<Record<string, unknown>>;

/** What mutations start from: a site with the shipped model, its device key, and a verdict taken apart. */
export interface Source {
  readonly model: Model;
  readonly setting: Setting;
  readonly header: Members;
  readonly request: VerifyRequest;
  /** The claims of a good verdict, each time with evidence and a nonce of their own. */
  claims(random: Random): Members;
  /** base64url segments, signed by the device. */
  sign(header: string, payload: string): string;
  /**
   * A verifier; without a replay store it gets one of its own, in memory, and without a model the shipped
   * one.
   */
  verifier(replay?: ReplayStore, model?: VerifierModel): Verifier;
}

/** What is put to the test: the sources, or what is built from them. */
export type Library = Pick<typeof sources, 'createVerifier' | 'memoryReplay'> & {
  readonly loadModel: typeof loadModel;
};
const SOURCES: Library = { ...sources, loadModel };

/** The shipped model, as a backend loads it. */
export async function shippedModel(library: Pick<Library, 'loadModel'> = SOURCES): Promise<Model> {
  const loaded = await library.loadModel(
    new Uint8Array(readFileSync('model/tellsign.onnx')),
    JSON.parse(readFileSync('model/manifest.json', 'utf8')),
  );
  if (!loaded.ok) throw new Error(`the model is refused: ${loaded.code}`);
  return loaded.value;
}

/** Evidence somewhere inside each feature's bounds, some of it missing. */
export function someEvidence(model: Model, random: Random): Uint8Array {
  const features = FEATURES.map(({ min, max }) => ({
    value: random.uniform(min, max),
    valid: random.chance(0.9),
  }));
  return encodeEvidence(quantise(features, model.manifest));
}

export const toSegment = (text: string): string => Buffer.from(text).toString('base64url');

/** Everything synchronous, because a fuzzer makes tokens faster than WebCrypto signs them. */
export async function createSource(library: Library = SOURCES): Promise<Source> {
  const [model, forge] = [await shippedModel(library), await createForge()];
  const { schema, center } = model.manifest;
  const setting: Setting = { ...forge.setting, models: { [model.id]: { schema, n: center.length } } };
  const { now, aud, op, sid, jkt, txh, nonceKeys } = setting;
  const secret = Buffer.from(nonceKeys[7] ?? '', 'hex');
  const key = KeyObject.from(forge.device.privateKey);

  function nonce(): string {
    const head = Buffer.alloc(22);
    head.set([1, 7]);
    head.writeUInt32BE(now - 10, 2);
    head.writeUInt32BE(now + 290, 6);
    randomBytes(12).copy(head, 10);
    const mac = createHmac('sha256', secret).update(netstring('vrd-nonce-v1', head, aud, op, sid, '1'));
    return Buffer.concat([head, mac.digest().subarray(0, 16)]).toString('base64url');
  }

  return {
    model,
    setting,
    header: { alg: 'ES256', jwk: forge.device.jwk, typ: 'vrd+jwt' },
    request: { action: op, sid, jkt, txh: txh ?? undefined, explain: false },
    claims: (random) => ({
      aud,
      bld: 'tellsign-0.1.0',
      ev: Buffer.from(someEvidence(model, random)).toString('base64url'),
      exp: now + 115,
      iat: now - 5,
      jti: randomBytes(16).toString('base64url'),
      mdl: model.id,
      nonce: nonce(),
      op,
      q: random.integer(-500, 500),
      rc: [3, -40, 17, -22],
      txh,
      v: 1,
    }),
    sign: (header, payload) => {
      const signed = `${header}.${payload}`;
      const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
      return `${signed}.${signature.toString('base64url')}`;
    },
    verifier: (
      replay = library.memoryReplay({ allowSingleProcess: true, now: () => now * 1000 }),
      chosen = model,
    ) =>
      library.createVerifier({
        audience: aud,
        keys: { nonce: [{ kid: 7, secret }], binding: null },
        models: [chosen],
        replay,
        ledger: null,
        nearDuplicates: null,
        actions: null,
        now: () => now * 1000,
        // A busy machine may keep a timer waiting; an outage of the store is not what is looked for.
        storeTimeoutMs: 60_000,
      }),
  };
}

/** A token nobody has touched. */
export function goodToken(source: Source, random: Random): string {
  return source.sign(toSegment(sorted(source.header)), toSegment(sorted(source.claims(random))));
}
