import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { createConsole } from 'tellsign/console';
import type { Decider, PolicyBook, Records } from 'tellsign/decide';
import { ownSite } from '../routes/own-site.ts';
import { CURRENCY } from '../shop/catalogue.ts';
import { nameOf } from '../shop/towns.ts';
import { createAttempts } from './attempts.ts';
import { createLogin } from './login.ts';
import { loginPage } from './page.ts';

export interface ShopConsoleOptions {
  readonly decider: Pick<Decider, 'queue' | 'learning' | 'drift'>;
  readonly records: Records;
  readonly policies: PolicyBook;
  readonly password: string;
  /** Clock, epoch milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

const PATH = '/console';
const COOKIE = 'reviewer';
/** Chosen: a login form is under 1 KB. */
const MAX_LOGIN_BYTES = 4096;

/** The console at `/console`, behind the shop's login. */
export function consoleRoutes({ password, decider, records, policies, now }: ShopConsoleOptions): Hono {
  const login = createLogin(password, now);
  const attempts = createAttempts(now);
  const routes = new Hono();
  routes.get('/login', (context) => context.html(loginPage(null)));
  routes.post('/login', ownSite, bodyLimit({ maxSize: MAX_LOGIN_BYTES }), async (context) => {
    const { name, password: given } = await context.req.parseBody();
    // From here to the count nothing is awaited: however many tries come at once, each is counted.
    const address = addressOf(context);
    const waitMs = attempts.waitMs(address);
    if (waitMs > 0) {
      context.header('Retry-After', String(Math.ceil(waitMs / 1000)));
      return context.html(loginPage(tooMany(waitMs)), 429);
    }
    const session = login.signIn(String(name), String(given));
    if (session === null) {
      attempts.fail(address);
      return context.html(loginPage('That is not the password.'), 403);
    }
    attempts.succeed(address);
    setCookie(context, COOKIE, session, { httpOnly: true, sameSite: 'Strict', path: PATH });
    return context.redirect(PATH, 303);
  });
  const app = createConsole({
    decider,
    records,
    policies,
    reviewerOf: (request) => login.reviewerOf(sessionOf(request)),
    signInUrl: `${PATH}/login`,
    path: PATH,
    currency: CURRENCY,
    placeName: nameOf,
    now,
  });
  routes.route('/', app);
  return routes;
}

/** Address of the connection; where there is none, as in a test, everybody has the same. */
const addressOf = ({ env }: Context): string => String(Object(env).incoming?.socket?.remoteAddress ?? '');

const tooMany = (waitMs: number): string => {
  const minutes = Math.ceil(waitMs / 60_000);
  return `Too many wrong passwords came from your address. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
};

const sessionOf = ({ headers }: Request): string | undefined =>
  new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(headers.get('cookie') ?? '')?.[1];
