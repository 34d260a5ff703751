import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request as ExpressRequest } from 'express';
import createFastify, { type FastifyRequest } from 'fastify';
import { type Context, Hono } from 'hono';
import * as forExpress from '../../../../src/server/middleware/express.ts';
import * as forFastify from '../../../../src/server/middleware/fastify.ts';
import type { NoVerdict } from '../../../../src/server/middleware/guard.ts';
import * as forHono from '../../../../src/server/middleware/hono.ts';
import * as forNext from '../../../../src/server/middleware/next.ts';
import type { VerifyRequest } from '../../../../src/server/request.ts';
import type { Verification } from '../../../../src/server/result.ts';
import type { Verifier } from '../../../../src/server/verifier.ts';

/** What the little site under test is made with. */
export interface Plan {
  readonly verifier: Verifier;
  readonly noVerdict: NoVerdict;
  readonly expected: VerifyRequest;
  /** What is about to be bought, instead of the transaction in `expected`. */
  readonly cart?: Cart;
  readonly maxBodyBytes?: number;
  readonly origins?: readonly string[];
  /** The site's own code reads the form before the guard does. */
  readonly parsesFirst?: boolean;
  readonly onVerdict?: (verification: Verification) => unknown;
  /** Session of the nonce and enrol routes. */
  readonly sid?: string | undefined;
  /** Those routes go by the visitor's cookie instead. */
  readonly anonymous?: boolean;
  readonly isAllowed?: () => boolean;
}

/** One basket, as a session keeps it: undefined once it was ordered. */
export interface Cart {
  amount: string | undefined;
  readonly orders: string[];
}

/** What a handler behind a guard does: it executes what was verified and takes it away, in one step. */
function buy(cart: Cart | undefined, verification: Verification): void {
  if (!cart || !verification.ok || cart.amount !== verification.tx?.amount) return;
  cart.orders.push(String(verification.tx?.amount));
  cart.amount = undefined;
}

/**
 * `POST /pay` behind the guard answers with what it saw, `/open` asks for a verdict outside; `/nonce` and
 * `/enrol`. Every answer sets a cookie of the site's.
 */
export interface Site {
  readonly origin: string;
  ask(path: string, init: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export interface Framework {
  readonly name: string;
  /** The guard reads the body itself; elsewhere the site's parser has done so, within its own limit. */
  readonly readsBody: boolean;
  /** What throws when it is set up wrongly. */
  guard(options: never): unknown;
  open(plan: Plan): Promise<Site>;
}

const noteOf = 'note';
const THEME = 'theme=dark';
const seen = (verification: Verification, note: unknown) => ({
  verdict: verification.ok ? (verification.key.bound ? 'ok, bound' : 'ok') : verification.code,
  note: typeof note === 'string' ? note : null,
});
const optionsOf = ({ verifier, noVerdict, expected, onVerdict, cart, maxBodyBytes }: Plan) => ({
  verifier,
  noVerdict,
  expect: () => {
    if (expected.sid === 'broken') throw new Error('no session store');
    return cart ? { ...expected, txh: undefined, tx: { amount: cart.amount ?? 'nothing' } } : expected;
  },
  ...(onVerdict && { onVerdict }),
  ...(maxBodyBytes && { maxBodyBytes }),
});
const routeOptionsOf = ({ verifier, expected, sid, anonymous, origins, isAllowed = () => true }: Plan) => ({
  verifier,
  actions: [expected.action],
  isAllowed,
  ...(!anonymous && { sid: () => sid }),
  ...(origins && { origins }),
});
/** As the documentation has it. */
const SMALL_BYTES = 8192;

const hono: Framework = {
  name: 'Hono',
  readsBody: true,
  guard: forHono.guard,
  async open(plan) {
    const checkout = forHono.guard<Context, NoVerdict>(optionsOf(plan));
    const app = new Hono();
    app.use(async (c, next) => {
      c.header('set-cookie', THEME, { append: true });
      await next();
    });
    app.use(async (c, next) => {
      if (plan.parsesFirst) await c.req.parseBody();
      await next();
    });
    app.post('/pay', checkout, async (c) => {
      buy(plan.cart, checkout.verdict(c));
      const isForm = !c.req.header('content-type')?.includes('json');
      const body = isForm ? await c.req.parseBody() : await c.req.json();
      return c.json(seen(checkout.verdict(c), body[noteOf]));
    });
    app.post('/open', (c) => c.json(checkout.verdict(c)));
    app.post('/nonce', forHono.nonceRoute(routeOptionsOf(plan)));
    app.post('/enrol', forHono.enrolRoute(routeOptionsOf(plan)));
    app.onError((_error, c) => c.text('broken', 500));
    return {
      origin: 'http://localhost',
      ask: async (path, init) => app.request(path, init),
      close: async () => undefined,
    };
  },
};

const next: Framework = {
  name: 'Next',
  readsBody: true,
  guard: forNext.guard,
  async open(plan) {
    const checkout = forNext.guard(optionsOf(plan));
    const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
      '/pay': checkout(async (request) => {
        buy(plan.cart, checkout.verdict(request));
        const isForm = !request.headers.get('content-type')?.includes('json');
        const note = isForm ? (await request.formData()).get(noteOf) : (await request.json())[noteOf];
        return Response.json(seen(checkout.verdict(request), note));
      }),
      '/open': async (request) => Response.json(checkout.verdict(request)),
      '/nonce': forNext.nonceRoute(routeOptionsOf(plan)),
      '/enrol': forNext.enrolRoute(routeOptionsOf(plan)),
    };
    const answer = async (request: Request): Promise<Response> => {
      const handler = routes[new URL(request.url).pathname];
      const response = await handler!(request).catch(() => new Response('broken', { status: 500 }));
      response.headers.append('set-cookie', THEME);
      return response;
    };
    return {
      origin: 'http://shop.example',
      ask: (path, init) => answer(new Request(`http://shop.example${path}`, init)),
      close: async () => undefined,
    };
  },
};

const expressSite: Framework = {
  name: 'Express',
  readsBody: false,
  guard: forExpress.guard,
  async open(plan) {
    const checkout = forExpress.guard<ExpressRequest, NoVerdict>(optionsOf(plan));
    const app = express();
    app.use((_request, response, next) => {
      response.append('set-cookie', THEME);
      next();
    });
    const limit = SMALL_BYTES;
    app.use('/pay', express.json(), express.urlencoded({ extended: true }));
    app.use(express.json({ limit }), express.text({ type: 'application/jwt', limit }));
    app.post('/pay', checkout, (request, response) => {
      buy(plan.cart, checkout.verdict(request));
      response.json(seen(checkout.verdict(request), request.body?.[noteOf]));
    });
    app.post('/open', (request, response) => void response.json(checkout.verdict(request)));
    app.post('/nonce', forExpress.nonceRoute(routeOptionsOf(plan)));
    app.post('/enrol', forExpress.enrolRoute(routeOptionsOf(plan)));
    app.use(((error, _request, response, _next) => {
      response.status(error.status ?? 500).send('broken');
    }) satisfies express.ErrorRequestHandler);
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    return {
      origin,
      ask: (path, init) => fetch(`${origin}${path}`, init),
      close: async () => {
        server.closeAllConnections();
        server.close();
      },
    };
  },
};

const fastify: Framework = {
  name: 'Fastify',
  readsBody: false,
  guard: forFastify.guard,
  async open(plan) {
    const checkout = forFastify.guard<FastifyRequest, NoVerdict>(optionsOf(plan));
    const app = createFastify();
    app.addHook('onRequest', async (_request, reply) => void reply.header('set-cookie', THEME));
    app.addContentTypeParser('application/jwt', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => {
        const form = new URLSearchParams(String(body));
        const fields = [...form.keys()].map((key) => {
          const values = form.getAll(key);
          return [key, values.length > 1 ? values : values[0]];
        });
        done(null, Object.fromEntries(fields));
      },
    );
    app.post('/pay', { preHandler: checkout }, async (request) => {
      buy(plan.cart, checkout.verdict(request));
      return seen(checkout.verdict(request), (request.body as Record<string, unknown> | null)?.[noteOf]);
    });
    app.post('/open', async (request) => checkout.verdict(request));
    const small = { bodyLimit: SMALL_BYTES };
    app.post('/nonce', small, forFastify.nonceRoute(routeOptionsOf(plan)));
    app.post('/enrol', small, forFastify.enrolRoute(routeOptionsOf(plan)));
    app.setErrorHandler(({ statusCode = 500 }: { statusCode?: number }, _request, reply) =>
      reply.code(statusCode).send('broken'),
    );
    const origin = await app.listen({ port: 0, host: '127.0.0.1' });
    return { origin, ask: (path, init) => fetch(`${origin}${path}`, init), close: () => app.close() };
  },
};

export const FRAMEWORKS: readonly Framework[] = [hono, expressSite, fastify, next];
