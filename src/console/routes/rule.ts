import { Hono } from 'hono';
import {
  type CaseView,
  type CompiledPolicy,
  type Exported,
  type Outcome,
  type Rule,
  writeRule,
} from '../../decide/index.ts';
import { needs } from '../guard.ts';
import { rulePage } from '../pages/case/rule.ts';
import { messagePage } from '../pages/message.ts';
import type { RuleFromCase, WrittenRule } from '../policy-view.ts';
import { type Asked, type Env, frameOf, log, queueOf, type Site } from '../site.ts';
import { countedCandidates, withRule } from '../views/rule.ts';
import { WOULD_DAYS } from '../views/would.ts';
import { whyOf } from '../words/why.ts';
import { CASE } from './case.ts';
import { readForm } from './form.ts';
import { addressOf, failed } from './outcome.ts';

/** A rule that an analyst writes from a case, and puts on trial. */
export function ruleRoutes(site: Site): Hono<Env> {
  const { policies, records, now } = site.settings;
  const routes = new Hono<Env>();
  const publish = needs(site, 'publish');

  /** The visit that the rule is about: the dearest of the case, else its newest. */
  const visitOf = ({ decisions, sum }: CaseView): Exported | undefined =>
    decisions.find(({ decision }) => decision.id === sum?.decisionId) ?? decisions.at(-1);

  interface Found {
    readonly view: CaseView;
    readonly visit: Exported;
    readonly live: CompiledPolicy;
  }

  /** The case with the policy in force; a page that says so where there is none. */
  async function find(context: Asked, id: string): Promise<Found | Response> {
    const found = await queueOf(site, context).case(id);
    if (!found.ok) return failed(site, context, found);
    const visit = visitOf(found.value);
    const live = policies.live(found.value.case.action);
    if (visit && live) return { view: found.value, visit, live };
    const text = visit
      ? 'No policy is live for this action: publish one first.'
      : 'Answer this audit first: what a rule could read would tell its score.';
    return context.html(messagePage(frameOf(site, context), { title: 'No rule yet', text }), 409);
  }

  async function show(
    context: Asked,
    { view, visit, live }: Found,
    tried: Pick<RuleFromCase, 'written' | 'faults'>,
  ): Promise<Response> {
    const candidates = await countedCandidates(visit, live, { records, nowMs: now() });
    const { id, why } = view.case;
    const page = { caseId: id, why: whyOf(why), days: WOULD_DAYS, policy: live.name, candidates, ...tried };
    return context.html(rulePage(frameOf(site, context), page), tried.faults.length > 0 ? 422 : 200);
  }

  routes.get(`${CASE}/rule`, publish, async (context) => {
    const found = await find(context, context.req.param('id'));
    return found instanceof Response ? found : show(context, found, { written: null, faults: [] });
  });

  routes.post(`${CASE}/rule`, publish, async (context) => {
    const found = await find(context, context.req.param('id'));
    if (found instanceof Response) return found;
    const written = readRule(await readForm(context));
    const by = context.get('reviewer').id;
    const drafted = await policies.draft(withRule(found.live, ruleOf(written)), by);
    if (!drafted.ok) return show(context, found, { written, faults: drafted.faults });
    const { revision } = drafted;
    const { name, revision: replaces } = found.live;
    await log(site, context, {
      what: 'draft',
      detail: { revision, case: found.view.case.id, rule: written.id },
    });
    const published = await policies.publish({ revision, state: 'shadow', replaces, by });
    const said = published.ok ? 'on_trial' : published.code;
    return context.redirect(addressOf(site, `/policy/${revision}`, { said, name }), 303);
  });

  return routes;
}

function readRule(form: FormData): WrittenRule {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const parts = form.getAll('part').filter((part) => typeof part === 'string');
  return { id: text('id'), parts, more: text('more'), outcome: text('outcome'), note: text('note') };
}

/** Parts are joined as they are: the policy's own check says what is wrong with them. */
function ruleOf({ id, parts, more, outcome, note }: WrittenRule): Rule {
  const all = [...parts, ...(more === '' ? [] : [more])];
  const when = all.length === 1 ? (all[0] ?? '') : all.map((part) => `(${part})`).join(' && ');
  const answer = { outcome: outcome as Outcome, ...(outcome === 'review' && { hold: true }) };
  return writeRule({ id, when, ...answer, ...(note !== '' && { note }) });
}
