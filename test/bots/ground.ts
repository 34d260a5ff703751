import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { createVerifier, loadModel, memoryReplay, type Verification, type Verifier } from 'tellsign/server';
import { createApp } from '../../demo/app.ts';
import { type Decision, decide } from '../../demo/policy.ts';
import { findSdk } from '../../demo/sdk.ts';
import type { Recording } from '../../src/contract/recording.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { clientScript } from './pages/client-script.ts';
import { claimView } from './pages/views/claim.ts';
import { frame, SDK_OPTIONS } from './pages/views/frame.ts';
import { loginView } from './pages/views/login.ts';
import { plannerView } from './pages/views/planner.ts';

const AUDIENCE = 'https://lab.example';
const MAX_SIGHT_BYTES = 64 * 1024 * 1024;
const VIEWS = {
  login: { title: 'Sign in', view: loginView },
  claim: { title: 'Report a damage', view: claimView },
} as const;

/** What a page saw when it asked for its verdict. */
export interface Sight {
  readonly verdict: Verdict;
  readonly recording: Recording | null;
}

/** What the backend made of it. */
export interface Ruling {
  readonly verdict: Verification;
  readonly decision: Decision;
}

/** What is known of one visit so far; fills while it goes on. */
export interface Witness {
  sight: Sight | null;
  ruling: Ruling | null;
}

/** The lab's site: the demo shop and the lab's own pages on one loopback port. One visit at a time. */
export interface Ground {
  readonly origin: string;
  /** Begins a visit: what comes in from now on is told to the returned witness. */
  begin(): Witness;
  stop(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  let witness: Witness = { sight: null, ruling: null };
  const verifier = await createLabVerifier();
  const rule = async (ruling: Ruling) => {
    witness.ruling ??= ruling;
  };
  const site = new Hono();
  site.post('/lab/sight', bodyLimit({ maxSize: MAX_SIGHT_BYTES }), async (context) => {
    const sight: Sight = await context.req.json();
    witness.sight ??= sight;
    return context.body(null, 204);
  });
  site.get('/lab/client/:file{[a-z]+\\.js}', async (context) =>
    context.body(await clientScript(context.req.param('file').slice(0, -'.js'.length)), 200, {
      'content-type': 'text/javascript; charset=utf-8',
    }),
  );
  site.get('/lab/lab.css', async (context) =>
    context.body(await readFile(new URL('./pages/lab.css', import.meta.url), 'utf8'), 200, {
      'content-type': 'text/css',
    }),
  );
  addPages(site, { verifier, rule });
  site.use('/checkout', watched);
  site.route('/', createApp({ verifier, journal: rule, sdkFolder: findSdk() }));
  return listen(site, () => {
    witness = { sight: null, ruling: null };
    return witness;
  });
}

async function createLabVerifier(): Promise<Verifier> {
  const [bytes, manifest] = await Promise.all([
    readFile(new URL(import.meta.resolve('tellsign/model.onnx'))),
    readFile(new URL(import.meta.resolve('tellsign/manifest.json')), 'utf8'),
  ]);
  const model = await loadModel(new Uint8Array(bytes), JSON.parse(manifest));
  if (!model.ok) throw new Error(`the built model was refused: ${model.code}`);
  return createVerifier({
    audience: AUDIENCE,
    keys: { nonce: [{ kid: 1, secret: randomBytes(32) }] },
    models: [model.value],
    replay: memoryReplay({ allowSingleProcess: true }),
    // A long form under a slow typist on a busy machine.
    nonceTtlSeconds: 1800,
  });
}

interface Backend {
  readonly verifier: Verifier;
  rule(ruling: Ruling): Promise<void>;
}

/** Login, claim and planner, with the backend that verifies what they send. */
function addPages(site: Hono, { verifier, rule }: Backend): void {
  const sidOf = (context: Context): string => {
    const sid = getCookie(context, 'lab-sid') ?? randomUUID();
    setCookie(context, 'lab-sid', sid, { httpOnly: true, sameSite: 'Lax', path: '/' });
    return sid;
  };
  const judge = async (token: unknown, request: Parameters<Verifier['verify']>[1]) => {
    const verdict = await verifier.verify(token === '' ? undefined : token, request);
    await rule({ verdict, decision: decide(verdict) });
  };
  for (const [op, { title, view }] of Object.entries(VIEWS)) {
    site.get(`/lab/${op}`, async (context) => {
      const grant = await verifier.issueNonce({ op, sid: sidOf(context) });
      return context.html(frame({ op, grant, title, main: view() }));
    });
    site.post(`/lab/${op}`, async (context) => {
      const body = await context.req.parseBody();
      await judge(body['tellsign-token'], { op, sid: sidOf(context) });
      return context.html('<!doctype html><title>Thank you</title><p id="done">Thank you.</p>');
    });
  }
  site.get('/lab/planner', async (context) => {
    const grant = await verifier.issueNonce({ op: 'plan', sid: sidOf(context) });
    return context.html(
      frame({
        op: 'plan',
        grant,
        title: 'Plan a stay',
        main: plannerView(),
        protect: '#planner',
        script: 'planner',
      }),
    );
  });
  site.post('/lab/plan', async (context) => {
    const { token, stay } = await context.req.json<{ token: unknown; stay: string }>();
    await judge(token, { op: 'plan', sid: sidOf(context), tx: { stay } });
    return context.body(null, 204);
  });
}

/** The shop's checkout with its SDK in debug, so that it keeps the events, in no hurry, and the lab's hook after it. Nothing else is changed. */
async function watched(context: Context, next: () => Promise<void>): Promise<void> {
  await next();
  if (!context.res.headers.get('content-type')?.startsWith('text/html')) return;
  const tag = /(<script src="\/tellsign\/tellsign\.js"[^>]*?) defer><\/script>/;
  const text = await context.res.text();
  if (!tag.test(text)) throw new Error('the shop does not load the SDK where the lab expects it');
  const hooked = text.replace(
    tag,
    `$1 ${SDK_OPTIONS} defer></script><script type="module" src="/lab/client/hook.js"></script>`,
  );
  const { status, headers } = context.res;
  context.res = undefined;
  context.res = new Response(hooked, { status, headers });
}

function listen(site: Hono, begin: Ground['begin']): Promise<Ground> {
  return new Promise((resolve) => {
    const server = serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      resolve({
        origin: `http://127.0.0.1:${port}`,
        begin,
        stop: () => {
          if ('closeAllConnections' in server) server.closeAllConnections();
          return new Promise((done) => server.close(() => done()));
        },
      });
    });
  });
}
