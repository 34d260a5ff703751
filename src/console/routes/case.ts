import { Hono } from 'hono';
import type { CaseCorrection, Denial, LabelOutcome, LabelReason } from '../../decide/index.ts';
import { needs } from '../guard.ts';
import { casePage } from '../pages/case/page.ts';
import { type Asked, type Env, frameOf, log, queueOf, type Site } from '../site.ts';
import { caseView } from '../views/case.ts';
import { isAnswer } from '../words/reasons.ts';
import { readForm } from './form.ts';
import { addressOf, failed, nextCase } from './outcome.ts';

/** Names of cases; anything else is no address of the console. */
export const CASE = '/case/:id{[\\w-]{1,64}}';

/** One case: look, answer, take back, snooze, export. */
export function caseRoutes(site: Site): Hono<Env> {
  const { records, policies, placeName, timeZone, now } = site.settings;
  const routes = new Hono<Env>();
  const label = needs(site, 'label');

  routes.get(CASE, async (context) => {
    const found = await queueOf(site, context).case(context.req.param('id'));
    if (!found.ok) return failed(site, context, found);
    const snoozes = await records.snoozes(now());
    const snoozed = (account: string) =>
      snoozes.filter((snooze) => snooze.account === account).map(({ rule }) => rule);
    const policy = policies.live(found.value.case.action) ?? policies.fallback();
    const readsDenyList = policy.rules.some(({ condition }) => condition.reads.has('denied'));
    const options = { placeName, timeZone, snoozed, readsDenyList, usual: site.usual() };
    const view = caseView(found.value, options);
    return context.html(casePage(frameOf(site, context), view));
  });

  routes.post(`${CASE}/answer`, label, async (context) => {
    const id = context.req.param('id');
    const form = await readForm(context);
    const given = readAnswer(form);
    if (!given) return back(context, id, 'label_invalid');
    const queue = queueOf(site, context);
    // Who answers a case that nobody has takes it by that.
    const taken = await queue.take(id);
    if (!taken.ok) return back(context, id, taken.code);
    const answered = await queue.answer(id, { ...given, seen: Number(textOf(form, 'seen')) });
    if (!answered.ok) return back(context, id, answered.code);
    const said = { answer: textOf(form, 'answer'), of: id, at: String(now()) };
    if (answered.value.closed === null)
      return context.redirect(addressOf(site, `/case/${id}`, { ...said, open: '' }), 303);
    return context.redirect(await nextCase(site, context, said), 303);
  });

  routes.post(`${CASE}/undo`, label, async (context) => {
    const id = context.req.param('id');
    const undone = await queueOf(site, context).undo(id);
    return back(context, id, undone.ok ? 'undone' : undone.code);
  });

  routes.post(`${CASE}/correct`, label, async (context) => {
    const id = context.req.param('id');
    const form = await readForm(context);
    const given = readAnswer(form);
    if (!given) return back(context, id, 'label_invalid');
    const corrected = await queueOf(site, context).correct(id, given);
    return back(context, id, corrected.ok ? 'corrected' : corrected.code);
  });

  routes.post(`${CASE}/skip`, label, async (context) => {
    const next = await queueOf(site, context).skip(context.req.param('id'));
    if (next.ok) return context.redirect(addressOf(site, `/case/${next.value.id}`, { said: 'skipped' }), 303);
    return context.redirect(addressOf(site, '/', { said: next.code }), 303);
  });

  routes.post(`${CASE}/release`, label, async (context) => {
    const id = context.req.param('id');
    const released = await queueOf(site, context).release(id);
    if (!released.ok) return back(context, id, released.code);
    return context.redirect(addressOf(site, '/', { said: 'released' }), 303);
  });

  routes.post(`${CASE}/snooze`, label, async (context) => {
    const id = context.req.param('id');
    const form = await readForm(context);
    const queue = queueOf(site, context);
    const wake = textOf(form, 'wake');
    const done = wake === '' ? await queue.snooze(id, textOf(form, 'rule')) : await queue.wake(id, wake);
    return back(context, id, done.ok ? (wake === '' ? 'snoozed' : 'woken') : done.code);
  });

  routes.post(`${CASE}/deny`, label, async (context) => {
    const id = context.req.param('id');
    const form = await readForm(context);
    const queue = queueOf(site, context);
    const off = textOf(form, 'undeny');
    if (off !== '') {
      const undone = await queue.undeny(entryOf(off));
      return back(context, id, undone.ok ? 'undenied' : undone.code);
    }
    const denied = await queue.deny(id, entryOf(textOf(form, 'deny')));
    if (!denied.ok) return back(context, id, denied.code);
    return back(context, id, denied.value.confirmedBy === null ? 'denial_asked' : 'denied');
  });

  routes.get(`${CASE}/export`, async (context) => {
    const id = context.req.param('id');
    const found = await queueOf(site, context).case(id);
    if (!found.ok) return failed(site, context, found);
    await log(site, context, { what: 'export_case', detail: { case: id } });
    context.header('Content-Disposition', `attachment; filename="case-${id}.json"`);
    return context.json(found.value);
  });

  function back(context: Asked, id: string, said: string): Response {
    const isGone = said === 'case_unknown';
    return context.redirect(addressOf(site, isGone ? '/' : `/case/${id}`, { said }), 303);
  }

  return routes;
}

/** What a button of the deny list names: `key:` and its name. The queue checks both. */
function entryOf(value: string): Pick<Denial, 'kind' | 'name'> {
  const at = value.indexOf(':');
  return { kind: value.slice(0, Math.max(0, at)) as Denial['kind'], name: value.slice(at + 1) };
}

/** The answer and the note of a form; null for what is no answer. */
function readAnswer(form: FormData): CaseCorrection | null {
  const given = textOf(form, 'answer');
  if (!isAnswer(given)) return null;
  const [outcome, reason] = given.split(':');
  const note = textOf(form, 'note').trim();
  return {
    outcome: outcome as LabelOutcome,
    reason: reason as LabelReason,
    ...(note !== '' && { note }),
  };
}

/** A form's text; empty where there is none, or a file. */
function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
