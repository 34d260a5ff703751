import type { BehaviourEvent, Channel, Environment, Kind, PointerKind } from '../contract/event.ts';
import { CHANNELS, KEY_CLASSES, KINDS, POINTER_KINDS } from '../contract/event.ts';
import type { Recording, RecordingTuple } from '../contract/recording.ts';
import type { Result } from '../contract/result.ts';
import { TUPLE } from './tuple.ts';

/** Events taken from one recording; the rest is skipped and counted. A 3 min visit at 1000 Hz has 1.8e5. */
export const MAX_EVENTS = 1_000_000;
/** Largest coordinate or time a recording may name; beyond it an entry is broken, and float steps would show. */
const MAX_NUMBER = 1e12;
const MAX_TEXT = 256;

export type RecordingCode = 'recording_malformed';

export interface ParsedRecording {
  /** The checked recording; its tuples are those of `events`, one for one. */
  readonly recording: Recording;
  readonly environment: Environment;
  readonly events: BehaviourEvent[];
  /** How many entries were left out, by reason: `malformed`, `unknown_kind`, `unsorted`, `too_many`. */
  readonly skipped: Record<string, number>;
}

type Check = (value: unknown) => boolean;
const isNumber: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= MAX_NUMBER;
const isText: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT;
const isBoolean: Check = (value) => typeof value === 'boolean';
const isNumberOrNull: Check = (value) => value === null || isNumber(value);
const isTextOrNull: Check = (value) => value === null || isText(value);
const oneOf =
  (list: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && list.includes(value);

/** What each member of an event must be; `tuple.ts` says where it stands. */
const MEMBERS: Readonly<Record<string, Check>> = {
  x: isNumber,
  y: isNumber,
  button: isNumber,
  element: isTextOrNull,
  offsetX: isNumberOrNull,
  offsetY: isNumberOrNull,
  width: isNumberOrNull,
  height: isNumberOrNull,
  deltaX: isNumber,
  deltaY: isNumber,
  class: oneOf(KEY_CLASSES),
  key: isNumber,
  field: isNumber,
  fieldKind: isTextOrNull,
  inputType: isText,
  change: isNumber,
  length: isNumber,
};

const STACK: Readonly<Record<string, Check>> = {
  trusted: isBoolean,
  pointer: oneOf(POINTER_KINDS),
  coalesced: isNumber,
  raw: isNumber,
  dx: isNumber,
  dy: isNumber,
  latency: isNumber,
  pressure: isNumber,
  width: isNumber,
  height: isNumber,
  shifted: isBoolean,
  shiftHeld: isBoolean,
  code: isBoolean,
  repeat: isBoolean,
  autofill: isBoolean,
  composing: isBoolean,
};

const isKind = (value: unknown): value is Kind => (KINDS as readonly unknown[]).includes(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Known members of a stack object; broken ones are left out, because absent means not measured. */
function parseStack(value: unknown): Record<string, unknown> | undefined {
  if (!isRecord(value)) return undefined;
  const stack: Record<string, unknown> = {};
  let found = false;
  for (const name of Object.keys(STACK)) {
    if (STACK[name]?.(value[name])) {
      stack[name] = value[name];
      found = true;
    }
  }
  return found ? stack : undefined;
}

function parseEvent(tuple: unknown): BehaviourEvent | 'malformed' | 'unknown_kind' {
  if (!Array.isArray(tuple)) return 'malformed';
  const [t, kind] = tuple;
  if (!isNumber(t)) return 'malformed';
  if (!isKind(kind)) return 'unknown_kind';
  const shape = TUPLE[kind];
  const event: Record<string, unknown> = { kind, t };
  for (const [index, name] of shape.entries()) {
    const value: unknown = tuple[index + 2];
    if (!MEMBERS[name]?.(value)) return 'malformed';
    event[name] = value;
  }
  const stack = tuple.length > shape.length + 2 ? parseStack(tuple[shape.length + 2]) : undefined;
  if (stack) event.stack = stack;
  return event as unknown as BehaviourEvent; // its members were checked against MEMBERS
}

interface ParsedEvents extends Pick<ParsedRecording, 'events' | 'skipped'> {
  readonly tuples: RecordingTuple[];
}

function parseEvents(list: readonly unknown[]): ParsedEvents {
  const events: BehaviourEvent[] = [];
  const tuples: RecordingTuple[] = [];
  const skipped: Record<string, number> = {};
  const skip = (reason: string, count = 1) => {
    skipped[reason] = (skipped[reason] ?? 0) + count;
  };
  let latest = Number.NEGATIVE_INFINITY;
  for (const [index, tuple] of list.entries()) {
    if (events.length >= MAX_EVENTS) {
      skip('too_many', list.length - index);
      break;
    }
    const event = parseEvent(tuple);
    if (typeof event === 'string') skip(event);
    else if (event.t < latest) skip('unsorted');
    else {
      latest = event.t;
      events.push(event);
      tuples.push(tuple as RecordingTuple); // parseEvent has checked it
    }
  }
  return { events, skipped, tuples };
}

const ENVIRONMENT: Readonly<Record<string, Check>> = {
  dpr: isNumber,
  clockGrainMs: isNumber,
  webdriver: isBoolean,
  rawUpdates: isBoolean,
  reducedMotion: isBoolean,
  touch: isBoolean,
};

function parseProbes(value: unknown): NonNullable<Recording['environment']> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(ENVIRONMENT).flatMap(([name, check]) => (check(value[name]) ? [[name, value[name]]] : [])),
  );
}

function parseViewport(value: unknown): readonly [number, number] | null {
  if (!Array.isArray(value)) return null;
  const [width, height] = value as unknown[];
  return typeof width === 'number' && typeof height === 'number' && isNumber(width) && isNumber(height)
    ? [width, height]
    : null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '');

const malformed = (detail: string) => ({ ok: false, code: 'recording_malformed', detail }) as const;

/**
 * Checks one parsed line of a recording file. A bad head is an error; a bad event is skipped and counted, and the rest
 * goes on. Total over any value that `JSON.parse` can give.
 */
export function parseRecording(value: unknown): Result<ParsedRecording, RecordingCode> {
  if (!isRecord(value)) return malformed('not an object');
  if (!Array.isArray(value.events)) return malformed('events is not a list');
  if (!Array.isArray(value.recorded)) return malformed('recorded is not a list');
  const recorded = CHANNELS.filter((channel: Channel) => (value.recorded as unknown[]).includes(channel));
  const pointer = POINTER_KINDS.find((kind: PointerKind) => kind === value.pointer) ?? null;
  const viewport = parseViewport(value.viewport);
  const probes = parseProbes(value.environment);
  const { events, skipped, tuples } = parseEvents(value.events);
  const recording: Recording = {
    id: text(value.id),
    source: text(value.source),
    subject: text(value.subject),
    label: value.label === 'human' || value.label === 'automation' ? value.label : null,
    generator: typeof value.generator === 'string' ? text(value.generator) : null,
    pointer,
    viewport,
    recorded,
    events: tuples,
    environment: probes,
  };
  const environment: Environment = { recorded, pointer, viewport, ...probes };
  return { ok: true, value: { recording, environment, events, skipped } };
}
