import { Hono } from 'hono';
import type { AuditRow } from '../../decide/index.ts';
import { needs } from '../guard.ts';
import { healthPage } from '../pages/health.ts';
import { logPage } from '../pages/log.ts';
import { type Env, frameOf, learningOf, type Site } from '../site.ts';
import { healthView } from '../views/health.ts';
import { readForm } from './form.ts';
import { addressOf } from './outcome.ts';
import { PER_PAGE, pageOf } from './paged.ts';

/** What the records tell: the log, and health. */
export function recordRoutes(site: Site): Hono<Env> {
  const { records } = site.settings;
  const routes = new Hono<Env>();

  routes.get('/log', async (context) => {
    const [chain, last] = await Promise.all([site.chain(), records.lastAudit()]);
    // Rows are numbered without a gap.
    const total = last?.seq ?? 0;
    const { page, pages } = pageOf(context.req.query('page'), total);
    const rows: AuditRow[] = [];
    const end = total - (page - 1) * PER_PAGE;
    const range = { fromSeq: Math.max(1, end - PER_PAGE + 1), limit: Math.min(PER_PAGE, end) };
    for await (const row of records.audit(range)) rows.unshift(row);
    const view = { page, pages, total, rows, chain };
    return context.html(logPage(frameOf(site, context), view));
  });

  routes.get('/health', async (context) =>
    context.html(
      healthPage(frameOf(site, context), healthView(await site.day(), site.settings.decider.drift())),
    ),
  );

  routes.post('/health/drift', needs(site, 'publish'), async (context) => {
    const action = String((await readForm(context)).get('action') ?? '');
    const reset = await learningOf(site, context).resetDrift(action);
    const code = reset.ok ? 'drift_reset' : reset.code === 'action_unknown' ? 'drift_unknown' : reset.code;
    return context.redirect(addressOf(site, '/health', { said: code }), 303);
  });

  return routes;
}
