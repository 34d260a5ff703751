import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBundle } from '../../../../src/cli/model/bundle.ts';
import { publicJwkOf, readPublicKey } from '../../../../src/cli/model/key.ts';
import { verifyBundle } from '../../../../src/cli/model/verify.ts';
import { isBundleOf } from '../../../../src/server/model/bundle.ts';
import { createSigningKey, hashOf } from '../../release/kit.ts';

/** What `model_signing sign key` wrote, PyPI's 1.1.1. */
const FOLDER = fileURLToPath(new URL('../../../vectors/oms/', import.meta.url));
const FILES = ['a.weights', 'manifest.json'];

const filesOf = (names: readonly string[]) =>
  Promise.all(
    names.map(async (path) => ({ path, sha256: hashOf(await readFile(`${FOLDER}model/${path}`)) })),
  );
const official = async () => ({
  bytes: await readFile(`${FOLDER}model/model.sig`),
  jwk: publicJwkOf(await readPublicKey(`${FOLDER}key.pub.pem`)),
});
type Bundle = Record<string, unknown> & {
  readonly dsseEnvelope: Record<string, unknown> & {
    readonly payload: string;
    readonly signatures: readonly { readonly sig: string }[];
  };
};
const bytesOf = (bundle: object) => new TextEncoder().encode(JSON.stringify(bundle));

describe('the official tool’s bundle', () => {
  it('is accepted, over everything in its folder', async () => {
    expect(await verifyBundle({ folder: `${FOLDER}model`, key: `${FOLDER}key.pub.pem` })).toEqual(FILES);
  });

  it.each<[string, (files: Awaited<ReturnType<typeof filesOf>>) => typeof files]>([
    [
      'a file has another hash',
      ([first, ...rest]) => [{ path: first!.path, sha256: hashOf(Buffer.from('x')) }, ...rest],
    ],
    ['a file has another name', ([first, ...rest]) => [{ ...first!, path: 'b.weights' }, ...rest]],
    ['a file is missing', (files) => files.slice(1)],
    ['a file came to it', (files) => [...files, { path: 'c', sha256: hashOf(Buffer.from('c')) }]],
  ])('is refused where %s', async (_, change) => {
    const { bytes, jwk } = await official();
    expect(await isBundleOf(bytes, { jwk, files: change(await filesOf(FILES)) })).toBe(false);
  });

  it('is refused under another key', async () => {
    const { bytes } = await official();
    const jwk = publicJwkOf(createSigningKey().privateKey);
    expect(await isBundleOf(bytes, { jwk, files: await filesOf(FILES) })).toBe(false);
  });

  it.each<[string, (bundle: Bundle) => object]>([
    ['of another media type', (bundle) => ({ ...bundle, mediaType: 'application/json' })],
    ['of another payload type', (bundle) => within(bundle, { payloadType: 'text/plain' })],
    ['without a signature', (bundle) => within(bundle, { signatures: [] })],
    [
      'with two signatures',
      (bundle) =>
        within(bundle, {
          signatures: [...bundle.dsseEnvelope.signatures, ...bundle.dsseEnvelope.signatures],
        }),
    ],
    ['with a signature of nothing', (bundle) => within(bundle, { signatures: [{ sig: '' }] })],
    ['with a cut signature', (bundle) => signedWith(bundle, (der) => der.subarray(0, -1))],
    [
      'with a signature and more',
      (bundle) => signedWith(bundle, (der) => Buffer.concat([der, Buffer.of(0)])),
    ],
    ['with a raw signature', (bundle) => signedWith(bundle, () => Buffer.alloc(64, 1))],
    ['with another payload', (bundle) => within(bundle, { payload: Buffer.from('{}').toString('base64') })],
    ['without an envelope', () => ({})],
  ])('is refused %s', async (_, change) => {
    const { bytes, jwk } = await official();
    const changed = bytesOf(change(JSON.parse(bytes.toString()) as Bundle));
    expect(await isBundleOf(changed, { jwk, files: await filesOf(FILES) })).toBe(false);
  });
});

describe('our bundle', () => {
  it('is accepted, whatever its signature’s length', async () => {
    const { privateKey } = createSigningKey();
    const files = await filesOf(FILES);
    const jwk = publicJwkOf(privateKey);
    // A number of a signature is short, or needs a zero before it, in three of four.
    for (let nth = 0; nth < 40; nth++) {
      const bundle = createBundle(files, { key: privateKey, name: `model ${nth}`, ignored: [] });
      expect(await isBundleOf(new TextEncoder().encode(bundle), { jwk, files })).toBe(true);
    }
  });

  it('says the same as the official one, but for its name and what it ignores', async () => {
    const { privateKey } = createSigningKey();
    const bundle = createBundle(await filesOf(FILES), {
      key: privateKey,
      name: 'model',
      ignored: ['model.sig'],
    });
    const { bytes } = await official();
    const said = (text: string) => {
      const { dsseEnvelope } = JSON.parse(text) as Bundle;
      const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString());
      const { ignore_paths: _, ...serialization } = statement.predicate.serialization;
      return { ...statement, predicate: { ...statement.predicate, serialization } };
    };
    expect(said(bundle)).toEqual(said(bytes.toString()));
  });
});

const within = (bundle: Bundle, change: object) => ({
  ...bundle,
  dsseEnvelope: { ...bundle.dsseEnvelope, ...change },
});

const signedWith = (bundle: Bundle, change: (der: Buffer) => Buffer) => {
  const [{ sig } = { sig: '' }] = bundle.dsseEnvelope.signatures;
  return within(bundle, { signatures: [{ sig: change(Buffer.from(sig, 'base64')).toString('base64') }] });
};
