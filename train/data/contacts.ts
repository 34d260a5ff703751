import type { BehaviourEvent } from '../../src/contract/event.ts';

/** Contacts of a finger: each from its `down` to its `up`. */
export function contacts(events: readonly BehaviourEvent[]): BehaviourEvent[][] {
  const found: BehaviourEvent[][] = [];
  let open: BehaviourEvent[] | null = null;
  for (const event of events) {
    if (event.kind === 'down') open = [];
    open?.push(event);
    if (event.kind !== 'up' || open === null) continue;
    found.push(open);
    open = null;
  }
  return found;
}

/** The recording without contacts that are not wanted, the pauses between the others as they were. */
export function keepContacts(
  events: readonly BehaviourEvent[],
  isWanted: (contact: readonly BehaviourEvent[]) => boolean,
): BehaviourEvent[] {
  let cut = 0;
  let end = 0;
  return contacts(events).flatMap((contact) => {
    const last = contact.at(-1)?.t ?? 0;
    if (!isWanted(contact)) {
      cut += last - end;
      end = last;
      return [];
    }
    end = last;
    return contact.map((event) => ({ ...event, t: event.t - cut }));
  });
}

const places = (contact: readonly BehaviourEvent[]) =>
  contact.flatMap((event) => ('x' in event ? [[event.x, event.y] as const] : []));

/** Length of the way a contact took, px. */
export function pathOf(contact: readonly BehaviourEvent[]): number {
  const way = places(contact);
  return way
    .slice(1)
    .reduce((sum, [x, y], i) => sum + Math.hypot(x - (way[i]?.[0] ?? x), y - (way[i]?.[1] ?? y)), 0);
}

/** Chord over path, 0..1; 1 is a straight line. */
export function straightness(contact: readonly BehaviourEvent[]): number {
  const way = places(contact);
  const [first, last] = [way[0], way.at(-1)];
  if (!first || !last) return 0;
  return Math.hypot(last[0] - first[0], last[1] - first[1]) / Math.max(pathOf(contact), 1e-9);
}
