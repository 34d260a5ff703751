import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Express } from 'express';
import type { FastifyInstance } from 'fastify';
import type { Hono } from 'hono';
import { createRandom } from '../../train/random.ts';
import { shippedModel, someEvidence, toSegment } from '../fuzz/source.ts';
import { createSigner, sign, sorted } from '../vectors/forge.ts';

/**
 * `tsx visit.ts FRAMEWORK FOLDER`: runs the code that was taken from docs/integrate.md and pays three times,
 * without a verdict, with a bad one, and with a genuine one. Prints what the handler answered to each.
 */
const [, , framework = '', folder = ''] = process.argv;
const load = async (path: string) => import(pathToFileURL(`${folder}/${path}`).href);

/** The site's own request function, whatever it is made with. */
async function open(): Promise<(path: string, init: RequestInit) => Promise<Response>> {
  if (framework === 'next') {
    return async (path, init) => {
      const route = path === '/pay' ? 'app/pay/route.ts' : 'app/tellsign/[route]/route.ts';
      const { POST } = (await load(route)) as { POST(request: Request): Promise<Response> };
      return POST(new Request(`https://shop.example${path}`, init));
    };
  }
  const { app } = (await load(`${framework}.ts`)) as { readonly app: unknown };
  if (framework === 'hono') return async (path, init) => (app as Hono).request(path, init);
  if (framework === 'fastify') {
    const base = await (app as FastifyInstance).listen({ port: 0, host: '127.0.0.1' });
    return (path, init) => fetch(`${base}${path}`, init);
  }
  const server = (app as Express).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (path, init) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
}

const ask = await open();
const json = { 'content-type': 'application/json' };
const issued = await ask('/tellsign/nonce', { method: 'POST', headers: json, body: '{"op":"checkout"}' });
const nonceResponse = (await issued.json()) as { nonce: string; now: number; aud: string };
const cookie = issued.headers.get('set-cookie')?.split(';')[0] ?? '';
const { transactionHash } = await import('../../src/server/index.ts');
const [model, signer] = [await shippedModel(), await createSigner()];
const claims = {
  aud: nonceResponse.aud,
  bld: 'tellsign-0.1.0',
  ev: Buffer.from(someEvidence(model, createRandom('docs'))).toString('base64url'),
  exp: nonceResponse.now + 120,
  iat: nonceResponse.now,
  jti: 'A'.repeat(22),
  mdl: model.id,
  nonce: nonceResponse.nonce,
  op: 'checkout',
  q: 0,
  rc: [],
  txh: await transactionHash({ cart: 'c_42', amount: '4999' }),
  v: 1,
};
const header = { alg: 'ES256', jwk: signer.jwk, typ: 'vrd+jwt' };
const signed = `${toSegment(sorted(header))}.${toSegment(sorted(claims))}`;
const genuine = `${signed}.${await sign(signer, signed)}`;
for (const token of [undefined, 'x', genuine, genuine]) {
  const body = JSON.stringify(token === undefined ? {} : { 'tellsign-token': token });
  const answer = await ask('/pay', { method: 'POST', headers: { ...json, cookie }, body });
  console.log(`pay: ${answer.status} ${await answer.text()}`);
}
const junk = { method: 'POST', headers: { 'content-type': 'application/jwt', cookie }, body: 'junk' };
console.log(`enrol: ${(await ask('/tellsign/enrol', junk)).status}`);
process.exit(0);
