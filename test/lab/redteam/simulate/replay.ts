import type { BehaviourEvent, MoveEvent } from '../../../../src/contract/event.ts';
import type { Random } from '../../../../train/random.ts';
import type { Visit } from '../../cohorts/desk.ts';
import type { Sample } from '../generators/hand.ts';
import type { SimulatedVisit } from './browser.ts';
import { type Delivery, deliver } from './delivery.ts';

export interface ReplayOptions {
  readonly delivery: Delivery;
  readonly random: Random;
  /** Standard deviation of what is added to every time and place. */
  readonly jitterMs: number;
  readonly jitterPx: number;
  /** Everything takes this many times as long. */
  readonly pace: number;
}

/** A gap that ends a run of moves, ms; a hand rests longer between two movements. */
const REST_MS = 120;

/** A person's visit sent again, with jitter, through the given delivery. */
export function replayed({ environment, events }: Visit, options: ReplayOptions): SimulatedVisit {
  const { random, jitterMs, pace } = options;
  const out: BehaviourEvent[] = [];
  let run: MoveEvent[] = [];
  const close = () => {
    out.push(...sent(run, options));
    run = [];
  };
  for (const event of events) {
    const last = run.at(-1);
    if (event.kind !== 'move' || (last && event.t - last.t > REST_MS)) close();
    if (event.kind === 'move') run.push(event);
    else out.push({ ...event, t: Math.max(0, event.t * pace + random.normal(0, jitterMs)) });
  }
  close();
  return {
    environment: { ...environment, clockGrainMs: 0.1, rawUpdates: true },
    events: out.sort((a, b) => a.t - b.t),
  };
}

function sent(run: readonly MoveEvent[], options: ReplayOptions): MoveEvent[] {
  const { random, jitterMs, jitterPx, pace } = options;
  const start = run[0]?.t ?? 0;
  let before = 0;
  const samples = run.map(({ t, x, y }): Sample => {
    before = Math.max(before, (t - start) * pace + random.normal(0, jitterMs));
    return [before, x + random.normal(0, jitterPx), y + random.normal(0, jitterPx)];
  });
  return deliver(samples, options).map(({ ms, x, y, stack }) => {
    const delivered = stack === undefined ? {} : { stack };
    return { kind: 'move', t: start * pace + ms, x, y, ...delivered };
  });
}
