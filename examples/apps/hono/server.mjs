import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { checkout, tellsign } from './tellsign/routes.mjs';
import { policyFor, settle } from './tellsign/verifier.mjs';

const app = new Hono();
app.use(async (c, next) => {
  await next();
  c.header('content-security-policy', policyFor(c.req.path));
});
app.route('/tellsign', tellsign);
app.post('/pay', checkout, (c) => c.text(settle(checkout.verdict(c))));
app.use(serveStatic({ root: 'public' }));

const port = Number(process.env.PORT ?? 3000);
serve({ fetch: app.fetch, port }, () => console.log(`http://localhost:${port}`));
