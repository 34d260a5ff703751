import { Hono } from 'hono';
import { needs } from '../guard.ts';
import { queuePage } from '../pages/queue.ts';
import { type Env, frameOf, queueOf, type Site } from '../site.ts';
import { queueView } from '../views/queue.ts';
import { failed, nextCase } from './outcome.ts';

/** The queue, and the way to its next case. */
export function queueRoutes(site: Site): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/', async (context) => {
    const found = await queueOf(site, context).page(Number(context.req.query('page') ?? 1));
    if (!found.ok) return failed(site, context, found);
    return context.html(queuePage(frameOf(site, context), queueView(found.value, site.settings.placeName)));
  });
  routes.post('/next', needs(site, 'label'), async (context) =>
    context.redirect(await nextCase(site, context, {}), 303),
  );
  return routes;
}
