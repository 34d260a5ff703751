import type { Recording } from '../../../src/contract/recording.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { PAGES } from '../bots/pages/index.ts';
import { PEOPLE } from '../bots/people/index.ts';
import type { Actor } from '../bots/stage.ts';
import { survey } from '../bots/survey.ts';
import { type CohortResult, resultOf } from './report.ts';
import { type Session, scoreSession } from './score.ts';

export interface LiveOptions {
  readonly sessions: number;
  readonly seed: string;
  readonly split: 'train' | 'test';
  readonly model: Model;
  /** Parts of names, or null for everybody. */
  readonly only: readonly string[] | null;
  /** Called for every visit; the recording is null if the visit failed, and `problem` says why. */
  onVisit(visit: {
    readonly name: string;
    readonly recording: Recording | null;
    readonly problem: string | null;
  }): void;
}

/**
 * Lets every kind of person check out in the demo shop, in a real browser under the X server's own input, and
 * scores what the SDK recorded up to its verdict. The movement and the typing are a recorded person's; events
 * and their order are the browser's.
 */
export async function measureLive({
  sessions,
  seed,
  split,
  model,
  only,
  onVisit,
}: LiveOptions): Promise<CohortResult[]> {
  const actors = PEOPLE.filter(({ name }) => only?.some((part) => name.includes(part)) ?? true).map(
    (actor): Actor => ({ ...actor, play: (stage) => actor.play({ ...stage, people: split }) }),
  );
  const scored = new Map<string, Session[]>(actors.map(({ name }) => [name, []]));
  const waiting: Promise<void>[] = [];
  await survey(actors, {
    sessions,
    seed,
    model,
    pages: PAGES.filter(({ name }) => name === 'checkout'),
    onOutcome({ actor, recording, parameters, error, mismatch }) {
      const people = [parameters.pointer, parameters.typing].filter((name) => typeof name === 'string');
      const named = recording && { ...recording, subject: people.join('+') || recording.subject };
      onVisit({ name: actor, recording: named, problem: error ?? mismatch });
      if (named && error === null)
        waiting.push(scoreSession(named, model).then((session) => void scored.get(actor)?.push(session)));
    },
  });
  await Promise.all(waiting);
  return actors.flatMap(({ name, note = '' }) => {
    const found = scored.get(name) ?? [];
    return found.length > 0
      ? [resultOf(found, { kind: name.replace('person-', ''), leg: 'live', note })]
      : [];
  });
}
