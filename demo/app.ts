import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { securityHeaders } from './headers.ts';
import { at } from './pages/layout.ts';
import { noticePage } from './pages/notice.ts';
import { browseRoutes } from './routes/browse.ts';
import { checkoutRoutes } from './routes/checkout.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { fileRoutes } from './routes/files.ts';
import { nonceRoutes } from './routes/nonce.ts';
import type { ShopOptions } from './routes/options.ts';
import { originRoutes } from './routes/origin.ts';
import { ownSite } from './routes/own-site.ts';
import { frameOf, type Visit, visit } from './routes/visit.ts';
import { createPlaces } from './shop/places.ts';
import { createSessions } from './shop/session.ts';

/** Chosen: a checkout form with a full token is under 4 KB. */
const MAX_BODY_BYTES = 64 * 1024;

/** The shop. It takes no port and starts nothing, so a test may call `app.request()`. */
export function createApp(options: ShopOptions): Hono<Visit> {
  const app = new Hono<Visit>();
  app.use(securityHeaders('/tellsign/'));
  app.get('/healthz', (context) => context.text('ok'));
  app.route('/', fileRoutes(options.sdkFolder));
  // Before what is the shop's own: the console has its own limits, and no visitor's session.
  if (options.console) app.route('/console', options.console);
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.text('too large', 413) }));
  app.use(ownSite);
  app.use(visit(createSessions(options.now)));
  app.route('/', browseRoutes());
  app.route('/', originRoutes());
  const places = createPlaces();
  app.route('/', checkoutRoutes(options, places));
  app.route('/', confirmRoutes(options, places));
  app.route('/', nonceRoutes(options));
  app.notFound((context) => {
    const frame = frameOf(context);
    const text = 'This page is not here, or not yours to see any more.';
    return context.html(
      noticePage(frame, { title: 'Not found', text, href: at(frame, '/'), link: 'Back to the shop' }),
      404,
    );
  });
  app.onError((error, context) => {
    console.error(`shop: ${error.stack ?? error.message}`);
    return context.text('Something went wrong on our side. Nothing was charged.', 500);
  });
  return app;
}
