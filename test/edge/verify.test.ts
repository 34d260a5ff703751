import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { EdgeVM } from '@edge-runtime/vm';
import { rollup } from 'rollup';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES } from '../../src/contract/features/index.ts';
import { encodeEvidence } from '../../src/scoring/evidence.ts';
import { loadModel, type Model } from '../../src/scoring/model.ts';
import { quantise } from '../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../src/scoring/score.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { createForge } from '../vectors/forge.ts';

/** Row 150: `tellsign/server` as it ships, in a runtime that has `fetch`, WebCrypto and nothing of Node. */
const FILES = ['server.js', 'server/model.js', 'server/stores.js', 'server/hono.js', 'server/next.js'];
const forge = await createForge();
const { now, aud, op, sid, jkt, txh, nonceKeys } = forge.setting;

/** A global script of a built module: `evaluate` takes no modules. */
async function scriptOf(file: string, name = 'library'): Promise<string> {
  const bundle = await rollup({ input: `dist/${file}` });
  const { output } = await bundle.generate({ format: 'iife', inlineDynamicImports: true, name });
  await bundle.close();
  return output[0].code;
}

describe.each(FILES)('dist/%s', (file) => {
  it('names no module and no global of Node', async () => {
    const code = await scriptOf(file);
    expect(code).not.toMatch(/["'`]node:|\brequire\s*\(|\bBuffer\b|\b__dirname\b|\bprocess\.(?!env\b)/);
    const bundle = await rollup({ input: `dist/${file}` });
    const { output } = await bundle.generate({ format: 'es' });
    await bundle.close();
    expect(output[0].imports).toEqual([]);
  });
});

describe('at the edge', () => {
  let vm: EdgeVM;
  let model: Model;
  const manifest = JSON.parse(readFileSync('dist/manifest.json', 'utf8'));
  const onnx = readFileSync('dist/model.onnx');

  /** What the given source, the body of an async function, returns. */
  const run = async (source: string, given: object): Promise<unknown> => {
    const text = `(async (given) => { ${source} })(JSON.parse(${JSON.stringify(JSON.stringify(given))})).then(JSON.stringify)`;
    return JSON.parse(await vm.evaluate<Promise<string>>(text));
  };

  beforeAll(async () => {
    vm = new EdgeVM({
      initialCode: (await scriptOf('server.js')) + (await scriptOf('server/model.js', 'arithmetic')),
    });
    const loaded = await loadModel(new Uint8Array(onnx), manifest);
    if (!loaded.ok) throw new Error(loaded.code);
    model = loaded.value;
  });

  const setting = {
    audience: aud,
    op,
    sid,
    jkt,
    txh,
    nowMs: now * 1000,
    nonceKeys,
    manifest,
    onnx: onnx.toString('base64'),
  };
  const prepare = `
    const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const secret = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
    const model = await arithmetic.loadModel(bytes(given.onnx), given.manifest);
    const nonce = Object.entries(given.nonceKeys).map(([kid, hex]) => ({ kid: Number(kid), secret: secret(hex) }));
    const clock = () => given.nowMs;
    const verifier = library.createVerifier({
      audience: given.audience, keys: { nonce, binding: null }, models: [model.value], now: clock, storeTimeoutMs: 5000,
      replay: library.memoryReplay({ allowSingleProcess: true, now: clock }),
      ledger: null, nearDuplicates: null, actions: null,
    });
    const request = { action: given.op, sid: given.sid, jkt: given.jkt, txh: given.txh };
  `;

  /** A verdict on features in the middle of every feature's range, claiming another score than they have. */
  async function mint(claimed: number): Promise<{ readonly token: string; readonly q: number }> {
    const features = FEATURES.map(({ min, max }) => ({ value: (min + max) / 2, n: 9, valid: true }));
    const evidence = quantise(features, model.manifest);
    const ev = encodeBase64url(encodeEvidence(evidence));
    const token = await forge.token({ claims: { ev, mdl: model.id, q: claimed } });
    return { token, q: scoreEvidence(model, evidence).q };
  }

  it('has nothing of Node', async () => {
    expect(await run('return [typeof process, typeof Buffer, typeof require];', {})).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
  });

  it('verifies, recomputes the score from the evidence, and takes a token once', async () => {
    const { token, q } = await mint(123_456_789);
    const source = `${prepare} return [await verifier.verify(given.token, request), await verifier.verify(given.token, request)];`;
    const [first, second] = (await run(source, { ...setting, token })) as object[];
    expect(first).toMatchObject({ ok: true, recomputed: { q, delta: 123_456_789 - q } });
    expect(first).toMatchObject({ flags: expect.arrayContaining(['score_mismatch']) });
    expect((first as { reasons: unknown[] }).reasons.length).toBeGreaterThan(0);
    expect(second).toMatchObject({ ok: false, code: 'replayed' });
  });

  it('issues nonces and refuses with a code', async () => {
    const source = `${prepare} return [await verifier.issueNonce({ action: request.action, sid: request.sid }), await verifier.verify('a.b.c', request)];`;
    const [nonceResponse, refused] = (await run(source, setting)) as object[];
    expect(nonceResponse).toMatchObject({
      now,
      exp: now + 300,
      aud,
      nonce: expect.stringMatching(/^[\w-]{51}$/),
    });
    expect(refused).toMatchObject({ ok: false, code: 'malformed' });
  });
});

describe('the middleware', () => {
  it.each(['server/hono.js', 'server/express.js', 'server/fastify.js', 'server/next.js'])(
    '%s is small',
    async (file) => {
      expect(gzipSync(await scriptOf(file)).length).toBeLessThan(6_000);
    },
  );
});
