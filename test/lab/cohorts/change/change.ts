import type { BehaviourEvent } from '../../../../src/contract/event.ts';
import type { Random } from '../../../../train/random.ts';
import type { Visit } from '../desk.ts';

/** The same visit, made by somebody else or seen by another browser. Draws what differs between sessions. */
export type Change = (visit: Visit, random: Random) => Visit;

/** The events with new times, in the order of those times. */
export function retimed(
  events: readonly BehaviourEvent[],
  timeOf: (event: BehaviourEvent) => number,
): BehaviourEvent[] {
  return events.map((event) => ({ ...event, t: timeOf(event) })).sort((a, b) => a.t - b.t);
}
