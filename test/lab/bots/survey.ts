import { setTimeout as delay } from 'node:timers/promises';
import type { Model } from '../../../src/scoring/model.ts';
import { createRandom } from '../../../train/random.ts';
import { type Ground, openGround } from './ground.ts';
import type { Outcome } from './outcome.ts';
import type { Ruling } from './pages/routes.ts';
import { labelled, mismatchOf } from './recording.ts';
import { drawSetting } from './setting.ts';
import type { Actor, Parameters, Stage } from './stage.ts';
import type { LabPage } from './task.ts';

/** The backend answers within a second; a busy machine is given more. */
const JUDGE_MS = 20_000;
/** The slowest person takes two minutes. */
const VISIT_MS = 300_000;

export interface SurveyOptions {
  readonly sessions: number;
  readonly seed: string;
  readonly pages: readonly LabPage[];
  /** The model that the built SDK carries; recordings are scored with it for comparison. */
  readonly model: Model;
  /** Browsers at a time. @default 1 */
  readonly workers?: number;
  /** Where the pages are served. @default openGround */
  readonly openGround?: () => Promise<Ground>;
  onOutcome(outcome: Outcome): void;
}

interface Job {
  readonly actor: Actor;
  readonly session: number;
  readonly page: LabPage;
}

/**
 * Lets every actor do its tasks. Sessions go round by actor, and the pages in turn, so that a run that is cut
 * short is even.
 */
export async function survey(actors: readonly Actor[], options: SurveyOptions): Promise<Outcome[]> {
  const jobs = jobsOf(actors, options);
  const outcomes: Outcome[] = [];
  const work = async () => {
    const ground = await (options.openGround ?? openGround)();
    try {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        const outcome = await visit(ground, job, options);
        outcomes.push(outcome);
        options.onOutcome(outcome);
      }
    } finally {
      await ground.stop();
    }
  };
  await Promise.all(Array.from({ length: options.workers ?? 1 }, work));
  return outcomes;
}

function jobsOf(actors: readonly Actor[], { sessions, pages }: SurveyOptions): Job[] {
  return Array.from({ length: sessions }, (_, session) =>
    actors.map((actor, place): Job => {
      const page = pages[(session + place) % pages.length];
      if (!page) throw new RangeError('no pages');
      return { actor, session, page };
    }),
  ).flat();
}

async function visit(
  ground: Ground,
  { actor, session, page }: Job,
  { seed, model }: SurveyOptions,
): Promise<Outcome> {
  const random = createRandom(seed, actor.name, session);
  const drawn = drawSetting(random);
  const setting = actor.fit?.(drawn) ?? drawn;
  const witness = ground.begin();
  let parameters: Parameters = {};
  const stage: Stage = {
    url: ground.origin + page.path,
    task: page.task(random),
    setting,
    random,
    tell(drawn) {
      parameters = { ...parameters, ...drawn };
    },
    async judged() {
      const until = Date.now() + JUDGE_MS;
      while ((witness.ruling === null || witness.sight === null) && Date.now() < until) await delay(50);
    },
  };
  const error = await within(actor.play(stage), VISIT_MS);
  const { sight, ruling } = witness;
  const recording = sight && labelled(sight, { actor, seed, session, page: page.name, setting, parameters });
  const claim = sight && ruling?.verdict.ok ? ruling.verdict.recomputed?.delta : 0;
  return {
    actor: actor.name,
    page: page.name,
    session,
    setting,
    parameters,
    level: ruling?.verdict.ok ? ruling.verdict.level : 'missing',
    logit: ruling?.verdict.ok ? ruling.verdict.logit : null,
    line: ruling && lineOf(ruling),
    recording,
    mismatch: claim ? `the backend differs by ${claim}` : recording && (await mismatchOf(recording, model)),
    error,
  };
}

function lineOf({ verdict, decision }: Ruling): NonNullable<Outcome['line']> {
  const nothing = { score: null, reasons: [], groups: {} };
  const { score, reasons, groups } = verdict.ok ? verdict : nothing;
  const code = verdict.ok ? null : verdict.code;
  return { ok: verdict.ok, code, level: verdict.level, score, reasons, groups, decision };
}

/** The reason why a visit failed, or null; one broken visit does not end the survey. */
async function within(visit: Promise<void>, limitMs: number): Promise<string | null> {
  const late = new AbortController();
  const timeout = delay(limitMs, 'took too long', { signal: late.signal }).catch(() => null);
  const ended = visit.then(
    () => null,
    (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0] ?? '',
  );
  const result = await Promise.race([ended, timeout]);
  late.abort();
  return result;
}
