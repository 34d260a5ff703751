import type { BehaviourEvent, KeyEvent } from '../../src/contract/event.ts';
import type { Press, TypedKey, TypingFamily } from '../families/family.ts';
import type { Random } from '../random.ts';

/** A person's press with its release. */
export interface HumanPress extends Press {
  readonly class: KeyEvent['class'];
  readonly key: number;
}

/** Longest hold still counted as a press, ms: longer ones are auto-repeat. */
const HOLD_MS = 1500;

/**
 * Presses of a recording in order, paired with their releases; auto-repeats and lost releases are left out.
 */
export function pressesOf(events: readonly BehaviourEvent[]): HumanPress[] {
  const open = new Map<number, { event: KeyEvent; gap: number }>();
  const found: { press: HumanPress; t: number }[] = [];
  let last: number | null = null;
  for (const event of events) {
    if (event.kind === 'keydown' && !open.has(event.key)) {
      open.set(event.key, { event, gap: last === null ? 300 : event.t - last });
      last = event.t;
    } else if (event.kind === 'keyup') {
      const down = open.get(event.key);
      open.delete(event.key);
      if (down === undefined || event.t - down.event.t > HOLD_MS) continue;
      const { class: group, key } = down.event;
      found.push({
        t: down.event.t,
        press: { class: group, key, gap: down.gap, dwell: event.t - down.event.t },
      });
    }
  }
  return found.sort((a, b) => a.t - b.t).map(({ press }) => press);
}

export interface TypingScript {
  readonly family: TypingFamily;
  /** A press of another person. */
  readonly donor: () => Press;
  readonly limitMs: number;
  /** @see PointerFamily */
  readonly own: Random;
}

/** A script that types a person's keys. Scripts make no slips, so most corrections are left out. */
export function simulateTyping(
  presses: readonly HumanPress[],
  script: TypingScript,
  random: Random,
): BehaviourEvent[] {
  const next = script.family.create(random, script.own);
  const clock = clockLaw(random);
  const slips = random.chance(0.3);
  const rest = random.chance(0.4);
  const downs: { t: number; up: number; press: HumanPress }[] = [];
  let t = 0;
  let previous: HumanPress | null = null;
  for (const press of presses) {
    if (t > script.limitMs) break;
    if (!slips && press.class === 'edit') continue;
    const key: TypedKey = {
      class: press.class,
      previousClass: previous?.class ?? 'none',
      key: press.key,
      previousKey: previous?.key ?? -1,
      repeated: previous?.key === press.key,
      human: press,
      donor: script.donor,
    };
    const { gap, dwell } = next(key);
    // Between texts even a script waits, for the page or for its operator.
    t += rest && press.gap > 2000 ? Math.min(press.gap, 8000) : gap;
    downs.push({ t, up: t + dwell, press });
    previous = press;
  }
  return orderKeys(downs, clock);
}

function orderKeys(
  downs: readonly { readonly t: number; readonly up: number; readonly press: HumanPress }[],
  clock: (t: number) => number,
): BehaviourEvent[] {
  const events: KeyEvent[] = [];
  const free = new Map<number, number>();
  downs.forEach(({ t, up, press }) => {
    // A key cannot go down before its own release.
    const start = Math.max(t, (free.get(press.key) ?? Number.NEGATIVE_INFINITY) + 0.1);
    const end = Math.max(start + 0.05, up);
    free.set(press.key, end);
    events.push({ kind: 'keydown', t: clock(start), class: press.class, key: press.key });
    events.push({ kind: 'keyup', t: clock(end), class: press.class, key: press.key });
  });
  return events
    .map((event, order) => ({ event, order }))
    .sort((a, b) => a.event.t - b.event.t || a.order - b.order)
    .map(({ event }) => event);
}

/** The recorder's clock: fine as hofstra's, or rounded to milliseconds as a page's often is. */
function clockLaw(random: Random): (t: number) => number {
  const grainMs = random.pick([0.01, 0.01, 0.1, 1]);
  return (t) => Math.round(t / grainMs) * grainMs;
}
