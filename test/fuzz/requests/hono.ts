import { type Context, Hono } from 'hono';
import { routes } from '../../../src/server/index.ts';
import { enrolRoute, guard, nonceRoute } from '../../../src/server/middleware/hono.ts';
import { guard as guardOfNext } from '../../../src/server/middleware/next.ts';
import { createReceipts, createReceiptVerifier } from '../../../src/server/receipt/receipt.ts';
import type { Source } from '../source.ts';
import { type Backend, MAX_BODY_BYTES, openBackend } from './backend.ts';
import { KINDS, type Site } from './site.ts';

const SERVICE = 'https://bank.example';

/** Hono, with a guard of Next's behind it. */
export async function openHono(source: Source): Promise<Site> {
  const backend = openBackend(source);
  const { verifier, actions, sid, wanted, guarding, order, broke } = backend;
  const common = { ...guarding, maxBodyBytes: MAX_BODY_BYTES };
  const expect = () => wanted;
  const keyed = (c: Context) => ({ ...wanted, idempotencyKey: c.req.header('idempotency-key') });
  const form = guard({ ...common, noVerdict: 'challenge', expect });
  const api = guard<Context, 'refuse'>({ ...common, noVerdict: 'refuse', expect: keyed });
  const next = guardOfNext({ ...common, noVerdict: 'challenge', expect });
  const own = routes({ verifier, actions });
  const receipts = await openReceipts(source, backend);

  const app = new Hono();
  app.all('/tellsign/:route', (c) => own(c.req.raw));
  app.post('/session/nonce', nonceRoute({ verifier, actions, sid }));
  app.post('/session/enrol', enrolRoute({ verifier, sid }));
  app.post('/pay', form, (c) => c.text(order(form.verdict(c))));
  app.post('/api/pay', api, (c) => c.text(order(api.verdict(c))));
  const nextHandler = next(async (request) => new Response(order(next.verdict(request))));
  app.post('/next/pay', (c) => nextHandler(c.req.raw));
  app.get('/.well-known/vrd-jwks.json', async (c) => c.json(await receipts.jwks()));
  app.post('/receipt', async (c) => {
    const result = await receipts.read(c.req.header('receipt'));
    const outcome = result.ok ? 'ok' : result.code;
    backend.note(outcome);
    return c.text(outcome, result.ok ? 200 : 401);
  });
  app.onError((error, c) => {
    broke(error);
    return c.text('broken', 500);
  });

  return {
    verifier,
    kinds: KINDS,
    ask: async (request) => app.request(request),
    receipt: receipts.issue,
    take: backend.take,
    close: async () => undefined,
  };
}

async function openReceipts({ setting }: Source, { stores, now }: Backend) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const receipts = createReceipts({
    issuer: setting.aud,
    keys: [{ kid: 'a', ...pair }],
    pairwiseSalt: crypto.getRandomValues(new Uint8Array(32)),
    now,
  });
  const read = createReceiptVerifier({
    issuer: setting.aud,
    audience: SERVICE,
    fetchJwks: receipts.jwks,
    replay: stores.replay,
    now,
    storeTimeoutMs: 60_000,
  });
  const issue = () => receipts.issue(ACCEPTED, { audience: SERVICE });
  return { jwks: receipts.jwks, read, issue };
}

/** What was verified; a receipt tells it on. */
const ACCEPTED = {
  ok: true,
  level: 'low',
  score: 0.1,
  logit: -2,
  claimed: { q: -30 },
  recomputed: null,
  evidence: { schema: 3, flags: 0, values: new Int8Array(), missing: new Uint8Array() },
  reasons: [],
  groups: {},
  key: { jkt: 'k', bound: false, ephemeral: false },
  flags: [],
  degraded: [],
  jti: 'j',
  action: 'checkout',
  model: 'm',
  build: 'tellsign-0.1.0',
} as const;
