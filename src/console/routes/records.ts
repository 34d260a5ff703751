import { Hono } from 'hono';
import { type AuditRow, findBroken, type LabelOutcome } from '../../decide/index.ts';
import { healthPage } from '../pages/health.ts';
import { learningPage } from '../pages/learning.ts';
import { logPage } from '../pages/log.ts';
import { type Env, frameOf, type Site } from '../site.ts';
import { healthView } from '../views/health.ts';
import { labelledOf } from '../views/labelled.ts';
import { DAY_MS } from '../words/time.ts';

/** Rows of the log on a page: never all of them. */
const PER_PAGE = 50;
/** From so many labels on the site's own count (decide.md §1). */
const NEEDED = 200;
const MONTH_MS = 30 * DAY_MS;

/** What the records tell: the log, health, and how far the labels have come. */
export function recordRoutes(site: Site): Hono<Env> {
  const { records, now } = site.settings;
  const routes = new Hono<Env>();

  routes.get('/log', async (context) => {
    const rows: AuditRow[] = [];
    for await (const row of records.audit()) rows.push(row);
    const pages = Math.max(1, Math.ceil(rows.length / PER_PAGE));
    const page = Math.min(pages, Math.max(1, Math.trunc(Number(context.req.query('page') ?? 1)) || 1));
    const shown = rows.toReversed().slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const broken = await findBroken(rows);
    const view = { page, pages, total: rows.length, rows: shown, broken };
    return context.html(logPage(frameOf(site, context), view));
  });

  routes.get('/health', async (context) =>
    context.html(healthPage(frameOf(site, context), healthView(await site.day()))),
  );

  routes.get('/learning', async (context) => {
    const labelled: Readonly<Record<LabelOutcome, number>> = await labelledOf(
      records.export({ fromMs: now() - MONTH_MS }),
    );
    return context.html(learningPage(frameOf(site, context), { labelled, needed: NEEDED }));
  });

  return routes;
}
