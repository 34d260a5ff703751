import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../train/random.ts';
import { type LogLine, openShop, type Shop } from '../e2e/shop.ts';
import { LOOK, levelOf, type Outcome } from './observe.ts';
import type { Actor, Stage } from './stage.ts';

/** The shop answers within a second; a busy machine is given more. */
const JUDGE_MS = 20_000;
/** The slowest person takes two minutes. */
const VISIT_MS = 300_000;

export interface SurveyOptions {
  readonly sessions: number;
  readonly seed: string;
  /** Keep each visit's events (`?inspect`). */
  readonly record: boolean;
  onOutcome(outcome: Outcome): void;
}

/** Lets every actor check out `sessions` times in a shop of its own, one browser at a time. */
export async function survey(actors: readonly Actor[], options: SurveyOptions): Promise<Outcome[]> {
  const shop = await openShop();
  const outcomes: Outcome[] = [];
  try {
    for (const actor of actors) {
      for (let session = 0; session < options.sessions; session += 1) {
        const outcome = await visit(shop, actor, { ...options, session });
        outcomes.push(outcome);
        options.onOutcome(outcome);
      }
    }
  } finally {
    await shop.stop();
  }
  return outcomes;
}

async function visit(
  shop: Shop,
  actor: Actor,
  { seed, session, record }: SurveyOptions & { session: number },
): Promise<Outcome> {
  const before = (await shop.log()).length;
  const held: { line: LogLine | null; seen: Pick<Outcome, 'inspection' | 'recording'> } = {
    line: null,
    seen: { inspection: null, recording: null },
  };
  const stage: Stage = {
    url: `${shop.url}/checkout${record ? '?inspect' : ''}`,
    random: createRandom(seed, actor.name, session),
    async look(evaluate) {
      held.seen = JSON.parse(String(await evaluate(LOOK)));
    },
    async judged() {
      const until = Date.now() + JUDGE_MS;
      while (held.line === null && Date.now() < until) {
        held.line = (await shop.log())[before] ?? null;
        if (held.line === null) await delay(50);
      }
    },
  };
  const error = await within(actor.play(stage), VISIT_MS);
  const { line, seen } = held;
  return {
    actor: actor.name,
    session,
    level: levelOf(line),
    logit: line === null || line.score === null ? null : sum(Object.values(line.groups)),
    line,
    ...seen,
    error,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

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
