import { readFileSync } from 'node:fs';
import { createVerifier, loadModel, type Model, memoryReplay, type Verifier } from 'tellsign/server';
import { FEATURES } from '../../src/contract/schema.ts';
import { encodeEvidence } from '../../src/scoring/evidence.ts';
import { quantise } from '../../src/scoring/quantise.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { createSigner, type Signer, sign, sorted, toSegment } from '../vectors/forge.ts';
import { median, type Row, ratio } from './statistics.ts';

const ROUNDS = 7;
const TOKENS = 150;
const AUDIENCE = 'https://shop.example';
const REQUEST = { op: 'checkout', sid: 'session-1' } as const;

/** The shipped model, as a backend loads it. */
async function shippedModel(): Promise<Model> {
  const loaded = await loadModel(
    new Uint8Array(readFileSync('dist/model.onnx')),
    JSON.parse(readFileSync('dist/manifest.json', 'utf8')),
  );
  if (!loaded.ok) throw new Error(`the model in dist is refused: ${loaded.code}`);
  return loaded.value;
}

/** A genuine verdict with every feature present, the dearest kind to compute again. */
async function mint(
  verifier: Verifier,
  { model, signer }: { model: Model; signer: Signer },
): Promise<string> {
  const { nonce, now, aud } = await verifier.issueNonce(REQUEST);
  // Somewhere inside each feature's bounds, elsewhere in each token.
  const readings = FEATURES.map(({ min, max }) => ({
    value: min + (max - min) * Math.random(),
    n: 9,
    valid: true,
  }));
  const evidence = quantise(readings, model.manifest);
  const payload = {
    aud,
    bld: 'tellsign-0.1.0',
    ev: encodeBase64url(encodeEvidence(evidence)),
    exp: now + 120,
    iat: now,
    jti: encodeBase64url(crypto.getRandomValues(new Uint8Array(16))),
    mdl: model.id,
    nonce,
    op: REQUEST.op,
    q: 0,
    rc: [],
    v: 1,
  };
  const signed = `${toSegment(sorted({ alg: 'ES256', jwk: signer.jwk, typ: 'vrd+jwt' }))}.${toSegment(sorted(payload))}`;
  return `${signed}.${await sign(signer, signed)}`;
}

const decode = (segment: string) => new Uint8Array(Buffer.from(segment, 'base64url'));

/** What every verifier has to do at least: take the key from the token and check one ES256 signature with WebCrypto. */
async function verifyBare(token: string): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { jwk } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { jwk: JsonWebKey };
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ]);
  const text = new TextEncoder().encode(`${header}.${payload}`);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, decode(signature), text);
}

/** Verifications per second of one after the other, in rounds that take turns, against bare ES256. */
export async function benchBackend(): Promise<Row[]> {
  const model = await shippedModel();
  const signer = await createSigner();
  const secret = encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));
  const options = {
    audience: AUDIENCE,
    keys: { nonce: [{ kid: 1, secret: Buffer.from(secret, 'base64url') }] },
    replay: memoryReplay({ allowSingleProcess: true }),
  };
  const { center, schema } = model.manifest;
  const weighted = createVerifier({ ...options, models: [model] });
  const outline = createVerifier({ ...options, models: [{ id: model.id, schema, features: center.length }] });
  const must = (ok: boolean) => {
    if (!ok) throw new Error('a genuine verdict was refused');
  };
  const ways: Readonly<Record<string, (token: string) => Promise<void>>> = {
    'bare ES256': async (token) => must(await verifyBare(token)),
    'without recompute': async (token) => must((await outline.verify(token, REQUEST)).ok),
    'with recompute': async (token) =>
      must((await weighted.verify(token, { ...REQUEST, explain: false })).ok),
    'with recompute and reasons': async (token) => {
      const result = await weighted.verify(token, REQUEST);
      must(result.ok && result.reasons.length > 0);
    },
  };
  const perSecond: Record<string, number[]> = {};
  // The first round warms up and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, verify] of Object.entries(ways)) {
      const tokens = await Promise.all(
        Array.from({ length: TOKENS }, () => mint(weighted, { model, signer })),
      );
      const start = performance.now();
      for (const token of tokens) await verify(token);
      const rate = (TOKENS * 1000) / (performance.now() - start);
      if (round > 0) perSecond[name] = [...(perSecond[name] ?? []), rate];
    }
    process.stderr.write(`backend: round ${round} of ${ROUNDS}\n`);
  }
  const bare = perSecond['bare ES256'] ?? [];
  return Object.entries(perSecond).map(([name, rates]) => ({
    what: `verify, ${name}`,
    value: `${Math.round(median(rates))} /s`,
    ...(rates === bare ? {} : { peer: `${ratio(rates, bare)} bare ES256` }),
  }));
}
