import type { BehaviourEvent, ButtonEvent, Environment, MoveEvent } from '../../../src/contract/event.ts';
import { createRing } from '../ring.ts';
import { measure, type Stroke } from '../stroke/stroke.ts';
import { pointerOf } from './strokes.ts';

/** One finger's touch, from contact to lift. */
export interface Contact {
  readonly dwellMs: number;
  /** Greatest distance from the first point, px. */
  readonly driftPx: number;
  /** Square root of the contact's area and its pressure, at the start; NaN where not measured. */
  readonly radiusPx: number;
  readonly pressure: number;
  /** The movement, when the finger went far enough to have one. */
  readonly stroke: Stroke | null;
}

/** The touches of one finger at a time. */
export interface Contacts {
  push(event: BehaviourEvent): void;
  /** The last contacts, oldest first. */
  values(): readonly Contact[];
}

/** Contacts pooled. Chosen: as many as strokes. */
const KEPT = 64;
/**
 * Samples of one contact, at most. Chosen: half a minute at 125 Hz, so that a resting finger costs no memory.
 */
const MAX_SAMPLES = 4096;

export function createContacts(environment: () => Environment): Contacts {
  const contacts = createRing<Contact>(KEPT);
  let t: number[] = [];
  let x: number[] = [];
  let y: number[] = [];
  let drift = 0;
  let radius = Number.NaN;
  let pressure = Number.NaN;

  const add = (event: MoveEvent | ButtonEvent) => {
    if (t.length >= MAX_SAMPLES) return;
    t.push(Math.max(event.t, t.at(-1) ?? event.t));
    x.push(event.x);
    y.push(event.y);
    drift = Math.max(drift, Math.hypot(event.x - (x[0] ?? 0), event.y - (y[0] ?? 0)));
  };
  const start = (event: ButtonEvent) => {
    [t, x, y] = [[], [], []];
    drift = 0;
    const { width, height, pressure: force } = event.stack ?? {};
    radius = Math.sqrt(Math.abs((width ?? Number.NaN) * (height ?? Number.NaN)));
    pressure = force ?? Number.NaN;
    add(event);
  };
  const end = (event: ButtonEvent) => {
    const first = t[0];
    if (first === undefined) return;
    add(event);
    contacts.push({
      dwellMs: (t.at(-1) ?? first) - first,
      driftPx: drift,
      radiusPx: radius,
      pressure,
      stroke: measure({ t, x, y }),
    });
    [t, x, y] = [[], [], []];
  };

  return {
    push(event) {
      if (event.kind !== 'down' && event.kind !== 'up' && event.kind !== 'move') return;
      if (pointerOf(event, environment()) !== 'touch') return;
      if (event.kind === 'up') end(event);
      else if (event.kind === 'move') {
        if (t.length > 0) add(event);
      }
      // Some recorders repeat each event for every listener: the same finger does not come down twice at one
      // time.
      else if (!(t.length === 1 && t[0] === event.t)) start(event);
    },
    values: () => contacts.values(),
  };
}
