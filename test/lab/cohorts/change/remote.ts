import type { BehaviourEvent } from '../../../../src/contract/event.ts';
import { type Change, retimed } from './change.ts';

/**
 * Beat at which a remote desktop sends input on, ms (features.md G9, 129), and how the network scatters it.
 */
const BEAT_MS = [15, 40] as const;
const SCATTER_MS = [0, 3] as const;

/**
 * One's own machine at the office: everything arrives at the next beat, of several moves in one beat only the
 * last, and what is pressed or typed in one beat arrives at once, in its order.
 */
export const remote: Change = (visit, random) => {
  const beat = random.uniform(...BEAT_MS);
  const scatter = random.uniform(...SCATTER_MS);
  const late = new Map<number, number>();
  const arrival = (t: number) => {
    const tick = Math.ceil(t / beat);
    const delay = late.get(tick) ?? Math.abs(random.normal(0, scatter));
    late.set(tick, delay);
    // A later beat does not overtake an earlier one.
    return tick * beat + Math.min(delay, 0.9 * beat);
  };
  const events = retimed(visit.events, ({ t }) => arrival(t));
  return { ...visit, events: events.filter((event, index) => !isMerged(event, events[index + 1])) };
};

const isMerged = (event: BehaviourEvent, next: BehaviourEvent | undefined): boolean =>
  event.kind === 'move' && next?.kind === 'move' && next.t === event.t;
