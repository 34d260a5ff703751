import { Hono } from 'hono';
import type { Denial } from '../../decide/index.ts';
import { needs } from '../guard.ts';
import { denialsPage } from '../pages/denials.ts';
import { type Env, frameOf, queueOf, type Site } from '../site.ts';
import { readForm } from './form.ts';
import { addressOf, failed } from './outcome.ts';

/** The deny list, and what takes an entry off it or makes it count. */
export function denialRoutes(site: Site): Hono<Env> {
  const { needsSecondPerson } = site.settings.policies;
  const routes = new Hono<Env>();

  routes.get('/denied', async (context) => {
    const found = await queueOf(site, context).denials(Number(context.req.query('page') ?? 1));
    if (!found.ok) return failed(site, context, found);
    return context.html(denialsPage(frameOf(site, context), { ...found.value, needsSecondPerson }));
  });

  routes.post('/denied', needs(site, 'label'), async (context) => {
    const form = await readForm(context);
    const text = (name: string) => String(form.get(name) ?? '');
    const entry = { kind: text('kind') as Denial['kind'], name: text('name') };
    const queue = queueOf(site, context);
    const isOff = text('do') === 'undeny';
    const done = isOff ? await queue.undeny(entry) : await queue.agree(entry);
    const said = done.ok ? (isOff ? 'undenied' : 'denied') : done.code;
    return context.redirect(addressOf(site, '/denied', { said }), 303);
  });

  return routes;
}
