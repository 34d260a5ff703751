import type { BehaviourEvent, Channel } from '../../../src/contract/event.ts';
import type { Random } from '../../../train/random.ts';
import {
  createDesk,
  type Desk,
  environmentOf,
  FORM,
  FORM_CHANNELS,
  type FormField,
  type Visit,
} from './desk.ts';
import { type Person, type Pool, windowOf } from './pool.ts';
import type { Typist } from './typing.ts';

/**
 * How long the pointer's part of a visit lasts, ms: a checkout takes people 30–90 s, half of it at the
 * keyboard.
 */
const POINTING_MS = [15_000, 60_000] as const;
/**
 * Hand from mouse to keyboard and back, ms: .4 s in the keystroke-level model (Card, Moran, Newell 1980),
 * with spread.
 */
const HOMING_MS = { median: 400, sigma: 0.3 } as const;
/** A press held for longer, ms, drags something and enters no field. */
const LONGEST_PRESS_MS = 500;
/** Chromium gives the focus this long after the press that caused it, ms (live leg). */
const FOCUS_MS = 3;

/** A mouse user of either recorder. */
export const pickHand = (pool: Pool, random: Random): Person =>
  random.pick(random.chance(0.5) ? pool.dlrv : pool.sapimouse);

/** What somebody does in a field once it has the focus. */
export type Fill = (desk: Desk, field: FormField) => void;

export interface Handling {
  readonly hand: Person;
  readonly typist: Typist;
  readonly fill: Fill;
  readonly random: Random;
  /** @default all of FORM */
  readonly fields?: readonly FormField[];
}

/** A press that enters a field: where it goes down and where it is over, as places in the track. */
interface Stop {
  readonly down: number;
  readonly up: number;
}

/**
 * A person's recorded movements, and at presses spread over them a field that takes the focus and is filled
 * while the pointer rests; of the fields that share a press, Tab leads to all but the first. The pointer's
 * events keep their own times and places, and what is done at the keyboard is put between them.
 */
export function visitByHand({ hand, typist, fill, random, fields = FORM }: Handling): Visit {
  const track = windowOf(hand, random, random.uniform(...POINTING_MS));
  const stops = chosen(stopsOf(track), random.integer(2, fields.length));
  const desk = createDesk(random);
  let entered = 0;
  for (const [index, event] of track.entries()) {
    desk.wait(event.t - (track[index - 1]?.t ?? 0));
    desk.put(vouched(event));
    const stop = stops.find(({ down, up }) => down === index || up === index);
    const first = fields[entered];
    if (stop === undefined || first === undefined) continue;
    if (stop.down === index) desk.focus(first, FOCUS_MS);
    if (stop.up !== index) continue;
    const upTo = Math.round((fields.length * (stops.indexOf(stop) + 1)) / stops.length);
    desk.wait(random.logNormal(HOMING_MS.median, HOMING_MS.sigma));
    for (const field of fields.slice(entered, upTo)) {
      if (field !== first) tabInto(desk, field, typist);
      fill(desk, field);
    }
    entered = Math.max(entered, upTo);
    desk.wait(random.logNormal(HOMING_MS.median, HOMING_MS.sigma));
  }
  const { recorded } = channelsOf(hand);
  return {
    people: [hand.subject, typist.subject],
    environment: environmentOf(recorded),
    events: desk.events(),
  };
}

/** Presses Tab and gives the next field the focus, as the browser does on the way down. */
export function tabInto(desk: Desk, field: FormField, typist: Typist): void {
  desk.wait(desk.random.logNormal(350, 0.4));
  desk.focus(field, 2);
  desk.press('tab', typist);
  desk.wait(desk.random.logNormal(250, 0.4));
}

function channelsOf({ samples }: Person): { readonly recorded: readonly Channel[] } {
  const own = samples[0]?.environment.recorded ?? [];
  return { recorded: [...own, ...FORM_CHANNELS] };
}

function stopsOf(track: readonly BehaviourEvent[]): Stop[] {
  const stops: Stop[] = [];
  let down = -1;
  for (const [index, event] of track.entries()) {
    if (event.kind === 'click') stops.push({ down: index, up: index });
    if (event.kind === 'down') down = index;
    if (event.kind !== 'up' || down < 0) continue;
    if (event.t - (track[down]?.t ?? 0) <= LONGEST_PRESS_MS) stops.push({ down, up: index });
    down = -1;
  }
  return stops;
}

/** `count` of them, evenly spread. */
const chosen = (stops: readonly Stop[], count: number): Stop[] =>
  stops.filter((_, index) => {
    const share = Math.min(1, count / stops.length);
    return Math.floor((index + 1) * share) > Math.floor(index * share);
  });

/** The event as a browser that vouches for it delivers it; how many samples it bundled is not known. */
function vouched(event: BehaviourEvent): BehaviourEvent {
  const trusted = true;
  if (event.kind === 'move' || event.kind === 'click')
    return { ...event, stack: { trusted } } as BehaviourEvent;
  // Pointer Events §4.1: a mouse button that is down reports .5.
  if (event.kind === 'down') return { ...event, stack: { trusted, pressure: 0.5 } };
  return event.kind === 'up' ? { ...event, stack: { trusted, pressure: 0 } } : event;
}
