import { openGround } from '../../bots/ground.ts';
import { GENERATORS } from '../attackers.ts';
import { createRemaining } from '../remaining.ts';
import { type Searched, unitName } from '../simulate/run.ts';
import type { State } from '../state.ts';
import { liveName, type Points } from './actors.ts';
import { poses } from './poses.ts';
import { type LiveVisit, visitLive } from './visit.ts';

/** One cell of the live legs: an attacker at a page, its process left alone or stopped now and then. */
export interface LiveCell {
  readonly actor: string;
  readonly page: string;
  readonly load: 'idle' | 'starved';
}

const LOADS = ['idle', 'starved'] as const;
/** The generator that nobody trains on, at both ends of the search, and people's own strokes. */
const HEADLINE = [
  ...(['textbook', 'blind', 'found'] as const).flatMap((settings) =>
    (['protocol', 'system'] as const).map((delivery) => liveName('C', settings, delivery)),
  ),
  ...(['protocol', 'system'] as const).map((delivery) => liveName('retargeted', 'textbook', delivery)),
];

/** Attackers that pose as somebody whom the model exempts, and tools that the starving once helped. */
const POSES: readonly LiveCell[] = [
  { actor: 'presses-without-moves', page: 'checkout', load: 'idle' },
  { actor: 'two-fields-one-typed', page: 'login', load: 'idle' },
  { actor: 'in-page-events', page: 'checkout', load: 'idle' },
  { actor: 'in-page-submit', page: 'checkout', load: 'idle' },
  { actor: 'cdp-insert-text', page: 'checkout', load: 'idle' },
  ...poses.map(({ name }): LiveCell => ({ actor: name, page: 'checkout', load: 'idle' })),
  ...LOADS.map((load) => ({ actor: 'ghost-cursor-playwright', page: 'checkout', load })),
];

/** Cells of a release's report, the most telling first. */
export const LIVE_CELLS: readonly LiveCell[] = [
  ...HEADLINE.flatMap((actor) => LOADS.map((load): LiveCell => ({ actor, page: 'checkout', load }))),
  ...POSES,
];

export const liveUnit = ({ actor, page, load }: LiveCell, session: number): string =>
  `live-${actor}-${page}-${load}-${session}`;

/**
 * What a search of 100 queries found, from the textbook on, for the attackers that go to the shop with it.
 */
export function foundPoints(state: State, modelId: string): Points {
  const points: Record<string, readonly (readonly number[])[]> = {};
  for (const { name } of GENERATORS)
    for (const delivery of ['protocol', 'system'] as const) {
      const prefix = unitName({ attacker: name, start: 'textbook', delivery, search: 0 }).replace(/0$/, '');
      points[liveName(name, 'found', delivery)] = state
        .all<Searched>(prefix)
        .filter(({ key }) => key.startsWith(modelId))
        .flatMap(({ value }) => value.found.filter(({ budget }) => budget === 100).map(({ point }) => point));
    }
  return points;
}

export interface LiveOptions {
  readonly modelId: string;
  readonly sessions: number;
  readonly seed: string;
  /** Browsers at a time. */
  readonly workers: number;
  readonly isWanted: (name: string) => boolean;
  readonly state: State;
  write(line: string): void;
}

/** Visits of every cell in turn, so that a run that is cut short is even. Goes on where it was cut short. */
export async function attackLive(options: LiveOptions): Promise<void> {
  const { modelId, sessions, seed, workers, isWanted, state, write } = options;
  const points = foundPoints(state, modelId);
  const key = `${modelId} ${seed}`;
  const cells = LIVE_CELLS.filter(({ actor, load }) => isWanted(`${actor}-${load}`)).filter((cell) => {
    const isReady = !cell.actor.includes('-found-') || (points[cell.actor]?.length ?? 0) > 0;
    if (!isReady) write(`${cell.actor}: no search of 100 queries was done; left out\n`);
    return isReady;
  });
  const jobs = Array.from({ length: sessions }, (_, session) =>
    cells.map((cell) => ({ cell, session })),
  ).flat();
  const open = jobs.filter(({ cell, session }) => !state.load<LiveVisit>(liveUnit(cell, session), key));
  const total = jobs.length;
  const remaining = createRemaining({ total, unit: 'visits', now: () => performance.now(), write });
  remaining.skip(total - open.length);
  const work = async (): Promise<void> => {
    const ground = await openGround();
    try {
      for (let job = open.shift(); job; job = open.shift()) {
        const { cell, session } = job;
        const { actor, page, load } = cell;
        const visit = await visitLive(
          ground,
          { actor, page, seed, session, points },
          { starved: load === 'starved' },
        );
        // What never came to the shop says nothing about the model, and is tried again by the next run.
        if (visit.level !== 'missing') state.save(liveUnit(cell, session), key, visit);
        remaining.done();
        const problem = visit.error === null ? '' : ` (${visit.error})`;
        remaining.note(
          `${actor} ${load} #${session}: ${visit.level} ${visit.logit?.toFixed(2) ?? ''}${problem}`,
        );
      }
    } finally {
      await ground.stop();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}
