import { Hono } from 'hono';
import type { AuditRow } from '../../decide/index.ts';
import { healthPage } from '../pages/health.ts';
import { logPage } from '../pages/log.ts';
import { type Env, frameOf, type Site } from '../site.ts';
import { healthView } from '../views/health.ts';
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

  return routes;
}
