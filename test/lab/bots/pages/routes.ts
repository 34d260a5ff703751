import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Verification, Verifier } from 'tellsign/server';
import type { Done } from '../../../../demo/journal.ts';
import type { Judge } from '../../judge.ts';
import { clientScript } from './client-script.ts';
import { claimView } from './views/claim.ts';
import { frame, SDK_OPTIONS } from './views/frame.ts';
import { loginView } from './views/login.ts';
import { plannerView } from './views/planner.ts';

const VIEWS = {
  login: { title: 'Sign in', view: loginView },
  claim: { title: 'Report a damage', view: claimView },
} as const;

/** The backend's result. */
export interface Ruling {
  readonly verdict: Verification;
  readonly decision: Done;
}

export interface Backend {
  readonly verifier: Verifier;
  readonly judge: Judge;
  rule(ruling: Ruling): Promise<void>;
}

/** Login, claim and planner with their files, and the backend that verifies what they send. */
export function labRoutes({ verifier, judge, rule }: Backend): Hono {
  const site = new Hono();
  site.get('/lab/client/:file{[a-z]+\\.js}', async (context) =>
    context.body(await clientScript(context.req.param('file').slice(0, -'.js'.length)), 200, {
      'content-type': 'text/javascript; charset=utf-8',
    }),
  );
  site.get('/lab/lab.css', async (context) =>
    context.body(await readFile(new URL('./lab.css', import.meta.url), 'utf8'), 200, {
      'content-type': 'text/css',
    }),
  );
  const sidOf = (context: Context): string => {
    const sid = getCookie(context, 'lab-sid') ?? randomUUID();
    setCookie(context, 'lab-sid', sid, { httpOnly: true, sameSite: 'Lax', path: '/' });
    return sid;
  };
  const decideOn = async (token: unknown, request: Parameters<Verifier['verify']>[1]) => {
    const verdict = await verifier.verify(token === '' ? undefined : token, request);
    await rule({ verdict, decision: await judge(verdict) });
  };
  for (const [op, { title, view }] of Object.entries(VIEWS)) {
    site.get(`/lab/${op}`, async (context) => {
      const nonceResponse = await verifier.issueNonce({ action: op, sid: sidOf(context) });
      return context.html(frame({ op, nonceResponse, title, main: view() }));
    });
    site.post(`/lab/${op}`, async (context) => {
      const body = await context.req.parseBody();
      await decideOn(body['tellsign-token'], { action: op, sid: sidOf(context) });
      return context.html('<!doctype html><title>Thank you</title><p id="done">Thank you.</p>');
    });
  }
  site.get('/lab/planner', async (context) => {
    const nonceResponse = await verifier.issueNonce({ action: 'plan', sid: sidOf(context) });
    return context.html(
      frame({
        op: 'plan',
        nonceResponse,
        title: 'Plan a stay',
        main: plannerView(),
        protect: '#planner',
        script: 'planner',
      }),
    );
  });
  site.post('/lab/plan', async (context) => {
    const { token, stay } = await context.req.json<{ token: unknown; stay: string }>();
    await decideOn(token, { action: 'plan', sid: sidOf(context), tx: { stay } });
    return context.body(null, 204);
  });
  return site;
}

/**
 * The shop's checkout with its SDK in debug, so that it keeps the events, in no hurry, and the lab's hook
 * after it. Nothing else is changed.
 */
export async function watchCheckout(context: Context, next: () => Promise<void>): Promise<void> {
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
