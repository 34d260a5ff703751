import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { homeOf } from './frame.ts';
import { headers, onlyReviewers } from './guard.ts';
import { type ConsoleOptions, readConsoleOptions } from './options.ts';
import { messagePage } from './pages/message.ts';
import { assetRoutes } from './routes/assets.ts';
import { caseRoutes } from './routes/case.ts';
import { denialRoutes } from './routes/denials.ts';
import { readForm } from './routes/form.ts';
import { learningRoutes } from './routes/learning.ts';
import { addressOf } from './routes/outcome.ts';
import { policyRoutes } from './routes/policy.ts';
import { queueRoutes } from './routes/queue.ts';
import { recordRoutes } from './routes/records.ts';
import { ruleRoutes } from './routes/rule.ts';
import { type Env, frameOf, KEYS_COOKIE, type Site } from './site.ts';
import { createChain } from './views/chain.ts';
import { createDay } from './views/day.ts';
import { createUsual } from './views/usual.ts';
import { createWould } from './views/would.ts';

/** Longest form. A policy has 64 KB (decide.md §4); as a form some characters take three bytes. */
const MAX_FORM_BYTES = 256 * 1024;
const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * The console, as a Hono app to mount behind the site's own login:
 * `app.route('/console', createConsole({ … }))`.
 *
 * @throws TypeError naming the option that is wrong
 */
export function createConsole(options: ConsoleOptions): Hono<Env> {
  const settings = readConsoleOptions(options);
  const { records, now } = settings;
  const site: Site = {
    settings,
    day: createDay(records, now),
    chain: createChain(records, now),
    would: createWould(records, now),
    usual: createUsual(records, now),
  };
  const app = new Hono<Env>();
  app.use(headers);
  app.route('/', assetRoutes());
  app.use(onlyReviewers(site));
  app.use(
    bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (context) => context.text('The form is too long.', 413) }),
  );
  app.route('/', queueRoutes(site));
  app.route('/', caseRoutes(site));
  app.route('/', policyRoutes(site));
  app.route('/', denialRoutes(site));
  app.route('/', ruleRoutes(site));
  app.route('/', recordRoutes(site));
  app.route('/', learningRoutes(site));
  app.post('/keys', async (context) => {
    const isOff = (await readForm(context)).get('keys') === 'off';
    const path = settings.path === '' ? '/' : settings.path;
    setCookie(context, KEYS_COOKIE, isOff ? 'off' : 'on', {
      path,
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: YEAR_SECONDS,
    });
    return context.redirect(addressOf(site, '/', { said: isOff ? 'keys_off' : 'keys_on' }), 303);
  });
  // The queue answers with codes; whatever else fails here is a store that cannot be reached.
  app.onError((error, context) => {
    if (error instanceof HTTPException) return context.text(error.message, error.status);
    const text = 'The records cannot be reached. Nothing was changed; try again in a minute.';
    if (!context.get('reviewer')) return context.text(text, 503);
    return context.html(messagePage(frameOf(site, context), { title: 'Not now', text }), 503);
  });
  // Not `notFound`: mounted, that would be the site's.
  app.all('*', (context) => {
    if (context.req.path === `${settings.path}/`) return context.redirect(homeOf(settings), 303);
    const message = { title: 'Not found', text: 'There is no such page.' };
    return context.html(messagePage(frameOf(site, context), message), 404);
  });
  return app;
}
