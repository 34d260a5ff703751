import { type Context, Hono } from 'hono';
import { createVerifier, routes, type Verification, type Verifier } from '../../../src/server/index.ts';
import { enrolRoute, guard, nonceRoute } from '../../../src/server/middleware/hono.ts';
import { guard as guardOfNext } from '../../../src/server/middleware/next.ts';
import { createReceipts, createReceiptVerifier } from '../../../src/server/receipt/receipt.ts';
import { counting } from '../../unit/server/counting.ts';
import type { Source } from '../source.ts';

/** A site with every route that takes what a browser sends, in this process. */
export interface Site {
  readonly verifier: Verifier;
  ask(request: Request): Promise<Response>;
  /** A receipt that another service may honour. */
  receipt(): Promise<string>;
  /** What the requests since the last call did, and forgets it. */
  take(): Effects;
}

/** What a request changed or asked. */
export interface Effects {
  /** Methods of stores that were called. */
  readonly asked: ReadonlySet<string>;
  readonly orders: number;
  /** Outcome of the guard; null where none was asked. */
  readonly outcome: string | null;
  /** What was thrown at the framework, one text each. */
  readonly thrown: readonly string[];
}

const SERVICE = 'https://bank.example';
/** Small, so that long bodies are tried without taking long. */
const MAX_BODY_BYTES = 16_384;

export async function openSite({ setting, model, request: expected }: Source): Promise<Site> {
  const now = () => setting.now * 1000;
  const { asked, stores } = counting(now);
  const secrets = Object.entries(setting.nonceKeys).map(([kid, hex]) => ({
    kid: Number(kid),
    secret: Uint8Array.from(Buffer.from(hex, 'hex')),
  }));
  const verifier = createVerifier({
    audience: setting.aud,
    keys: { nonce: secrets, binding: [{ kid: 1, secret: crypto.getRandomValues(new Uint8Array(32)) }] },
    models: [model],
    ...stores,
    actions: { [expected.action]: { requireTx: true, nonceInPage: false } },
    now,
    // A busy machine may keep a timer waiting; an outage of a store is not what is looked for.
    storeTimeoutMs: 60_000,
  });
  let [orders, outcome, thrown]: [number, string | null, string[]] = [0, null, []];
  const note = (verification: Verification) => {
    outcome = verification.ok ? 'ok' : verification.code;
  };
  const order = (verification: Verification) => {
    if (verification.ok) orders++;
    return verification.ok ? 'ordered' : 'a code, please';
  };
  const { jkt: _, ...wanted } = expected;
  const expect = () => wanted;
  const keyed = (c: Context) => ({ ...wanted, idempotencyKey: c.req.header('idempotency-key') });

  const common = { verifier, onVerdict: note, maxBodyBytes: MAX_BODY_BYTES };
  const form = guard({ ...common, noVerdict: 'challenge', expect });
  const api = guard<Context, 'refuse'>({ ...common, noVerdict: 'refuse', expect: keyed });
  const next = guardOfNext({ ...common, noVerdict: 'challenge', expect });
  const actions = [expected.action];
  const sid = () => expected.sid;
  const own = routes({ verifier, actions });
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
  const readReceipt = createReceiptVerifier({
    issuer: setting.aud,
    audience: SERVICE,
    fetchJwks: receipts.jwks,
    replay: stores.replay,
    now,
    storeTimeoutMs: 60_000,
  });

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
    const result = await readReceipt(c.req.header('receipt'));
    outcome = result.ok ? 'ok' : result.code;
    return c.text(outcome, result.ok ? 200 : 401);
  });
  app.onError((error, c) => {
    thrown.push(error.stack ?? error.message);
    return c.text('broken', 500);
  });

  return {
    verifier,
    ask: async (request) => app.request(request),
    receipt: () => receipts.issue(ACCEPTED, { audience: SERVICE }),
    take() {
      const effects = { asked: new Set(asked), orders, outcome, thrown };
      asked.clear();
      [orders, outcome, thrown] = [0, null, []];
      return effects;
    },
  };
}

/** What was verified; a receipt tells it on. */
const ACCEPTED = {
  ok: true,
  level: 'low',
  score: 0.1,
  logit: -2,
  claimed: { q: -30 },
  recomputed: null,
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
