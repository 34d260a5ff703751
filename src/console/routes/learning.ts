import { Hono } from 'hono';
import type { Learned, LearningCode } from '../../decide/index.ts';
import { needs } from '../guard.ts';
import { learningPage } from '../pages/learning/page.ts';
import { messagePage } from '../pages/message.ts';
import { type Asked, type Env, frameOf, learningOf, type Site } from '../site.ts';
import { labelledOf } from '../views/labelled.ts';
import { learningView } from '../views/learning.ts';
import { DAY_MS } from '../words/time.ts';
import { readForm } from './form.ts';
import { addressOf } from './outcome.ts';

/** Labels are learnt from so long. */
const LABELS_MS = 90 * DAY_MS;

/** What labels teach: preview, apply, take back, and the frozen set. */
export function learningRoutes(site: Site): Hono<Env> {
  const { policies, records, now } = site.settings;
  const routes = new Hono<Env>();
  const publish = needs(site, 'publish');
  const actionsOf = () => {
    const live = policies.entries().filter(({ state }) => state === 'live' || state === 'shadow');
    return [...new Set(live.flatMap(({ policy }) => policy.actions))];
  };

  routes.get('/learning', async (context) => {
    const actions = actionsOf();
    const action = context.req.query('action') ?? actions[0] ?? 'checkout';
    const fromMs = now() - LABELS_MS;
    const learned = await learningOf(site, context).view(action);
    if (!learned.ok) return failed(context, learned.code);
    const labelled = await labelledOf(records.learning.visits({ action, fromMs, toMs: now() + 1 }));
    const aligned = await learningOf(site, context).alignment?.view();
    const alignment = aligned?.ok ? aligned.value : null;
    const view = learningView(learned.value, { actions, labelled, alignment, nowMs: now() });
    return context.html(learningPage(frameOf(site, context), view));
  });

  routes.post('/learning/preview', publish, async (context) => {
    const { action, ...options } = await readPreview(context);
    const previewed = await learningOf(site, context).preview(action, options);
    if (previewed.ok) return back(context, action, 'previewed');
    const [count, waiting] = previewed.detail?.match(/\d+/g) ?? [];
    const numbers = previewed.code === 'labels_too_few' && count && waiting ? { count, waiting } : {};
    return back(context, action, previewed.code, numbers);
  });

  routes.post('/learning/apply', publish, async (context) => {
    const { action, id, isNamed } = await read(context);
    const applied = await learningOf(site, context).apply(id, { isNamed });
    return back(context, action, applied.ok ? 'applied' : applied.code);
  });

  routes.post('/learning/roll-back', publish, async (context) => {
    const { action, id, isNamed } = await read(context);
    const taken = await learningOf(site, context).rollBack(action, id, { isNamed });
    return back(context, action, taken.ok ? 'rolled_back' : taken.code);
  });

  routes.post('/learning/gold', publish, async (context) => {
    const { action, step } = await read(context);
    const learning = learningOf(site, context);
    const isAgreeing = step === 'agree';
    const made = await (isAgreeing ? learning.agreeGold(action) : learning.drawGold(action));
    return back(context, action, made.ok ? (isAgreeing ? 'gold_agreed' : 'gold_drawn') : made.code);
  });

  routes.post('/learning/alignment', publish, async (context) => {
    const { action, step, id } = await read(context);
    const own = learningOf(site, context).alignment;
    if (!own) return back(context, action, 'alignment_unknown');
    if (step === 'preview') return done(await own.preview(), 'previewed');
    if (step === 'apply') return done(await own.apply(id), 'applied');
    if (step === 'roll_back') return done(await own.rollBack(id), 'aligned_back');
    if (step === 'reset') return done(await own.reset(), 'aligned_back');
    return back(context, action, 'alignment_unknown');

    function done(changed: Learned<unknown>, code: Done) {
      return back(context, action, changed.ok ? code : changed.code);
    }
  });

  async function read(context: Asked) {
    const form = await readForm(context);
    const text = (name: string) => String(form.get(name) ?? '');
    return { action: text('action'), id: text('id'), step: text('step'), isNamed: text('named') === 'yes' };
  }

  /** Fields that are empty are not asked for; what is no number is refused like one that makes no sense. */
  async function readPreview(context: Asked) {
    const form = await readForm(context);
    const number = (name: string) => {
      const text = String(form.get(name) ?? '').trim();
      return text === '' ? undefined : Number(text);
    };
    const percent = number('precision');
    return {
      action: String(form.get('action') ?? ''),
      isNamed: form.get('named') === 'yes',
      perDay: number('per_day'),
      precision: percent === undefined ? undefined : percent / 100,
    };
  }

  const back = (
    context: Asked,
    action: string,
    code: LearningCode | Done,
    numbers: Readonly<Record<string, string>> = {},
  ) => context.redirect(addressOf(site, '/learning', { action, said: `learning_${code}`, ...numbers }), 303);

  function failed(context: Asked, code: LearningCode) {
    const [title, text, status] =
      code === 'action_unknown'
        ? (['Not found', 'No action has such a name.', 404] as const)
        : (['Not now', 'The records cannot be reached. Nothing was changed.', 503] as const);
    return context.html(messagePage(frameOf(site, context), { title, text }), status);
  }

  return routes;
}

type Done = 'previewed' | 'applied' | 'rolled_back' | 'aligned_back' | 'gold_drawn' | 'gold_agreed';
