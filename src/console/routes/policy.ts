import { Hono } from 'hono';
import { needs } from '../guard.ts';
import { messagePage } from '../pages/message.ts';
import { policyPage } from '../pages/policy/list.ts';
import { onePolicyPage } from '../pages/policy/one.ts';
import { type Asked, type Env, frameOf, log, type Site } from '../site.ts';
import { policiesView, policyView } from '../views/policy.ts';
import { WOULD_DAYS } from '../views/would.ts';
import { readForm } from './form.ts';
import { addressOf } from './outcome.ts';
import { PER_PAGE, pageOf } from './paged.ts';

/** Policies: what they do, what they would have done, and who makes them live. */
export function policyRoutes(site: Site): Hono<Env> {
  const { policies } = site.settings;
  const routes = new Hono<Env>();
  const publish = needs(site, 'publish');
  const find = (revision: string) => policies.entries().find(({ policy }) => policy.revision === revision);
  const liveOf = (name: string) =>
    policies.entries().find(({ policy, state }) => state === 'live' && policy.name === name)?.policy
      .revision ?? null;

  routes.get('/policy', async (context) =>
    context.html(policyPage(frameOf(site, context), policiesView(policies, await site.day()))),
  );

  routes.post('/policy', publish, async (context) => {
    const form = await readForm(context);
    const source = String(form.get('source') ?? '');
    const by = context.get('reviewer').id;
    const drafted = await policies.draft(source, by);
    if (!drafted.ok) {
      const view = policiesView(policies, await site.day());
      const { faults } = drafted;
      return context.html(policyPage(frameOf(site, context), view, { source, faults }), 422);
    }
    await log(site, context, { what: 'draft', detail: { revision: drafted.revision } });
    return context.redirect(addressOf(site, `/policy/${drafted.revision}`, { said: 'drafted' }), 303);
  });

  routes.get('/policy/:revision', async (context) => {
    const entry = find(context.req.param('revision'));
    if (!entry) return unknown(context);
    const [day, { report, changes }] = await Promise.all([site.day(), site.would(entry.policy)]);
    const policy = policyView(entry, day);
    const paged = pageOf(context.req.query('page'), changes.length);
    const rows = changes.slice((paged.page - 1) * PER_PAGE, paged.page * PER_PAGE);
    const shown = { ...paged, total: changes.length, rows };
    const view = { days: WOULD_DAYS, report, policy, live: liveOf(policy.name), changes: shown };
    return context.html(onePolicyPage(frameOf(site, context), view));
  });

  routes.post('/policy/:revision', publish, async (context) => {
    const revision = context.req.param('revision');
    const entry = find(revision);
    if (!entry) return unknown(context);
    const form = await readForm(context);
    const state = STATES.find((one) => one === form.get('state'));
    if (!state) return context.redirect(addressOf(site, `/policy/${revision}`, {}), 303);
    const replaces = String(form.get('replaces') ?? '') || null;
    const by = context.get('reviewer').id;
    const published = await policies.publish({ revision, state, replaces, by });
    if (!published.ok)
      return context.redirect(addressOf(site, `/policy/${revision}`, { said: published.code }), 303);
    return context.redirect(addressOf(site, `/policy/${revision}`, { said: 'published' }), 303);
  });

  const unknown = (context: Asked) =>
    context.html(
      messagePage(frameOf(site, context), { title: 'Not found', text: 'There is no such policy.' }),
      404,
    );

  return routes;
}

const STATES = ['shadow', 'live', 'retired'] as const;
