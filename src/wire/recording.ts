import type { BehaviourEvent, Channel, Environment, Kind, PointerKind } from '../contract/event.ts';
import { CHANNELS, KINDS, POINTER_KINDS } from '../contract/event.ts';
import type { Recording, RecordingTuple } from '../contract/recording.ts';
import type { Result } from '../contract/result.ts';
import { type Column, type Columns, ROWS } from './rows.ts';

/**
 * Most events read from one recording; the rest is skipped and counted. A 3 min visit at 1000 Hz has 1.8e5.
 */
export const MAX_EVENTS = 1_000_000;
/**
 * Chosen: far beyond any coordinate or time (1e12 ms are 31 years), and small enough for doubles to hold
 * thousandths.
 */
const MAX_NUMBER = 1e12;
/**
 * Chosen: longer than any id, tag or type in use, so that a recording cannot fill memory with names.
 * Characters.
 */
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

/**
 * Whether a recording's value fits a column of `ROWS`. A name is any text: it becomes `other` on the wire if
 * need be.
 */
function fits(column: Column, value: unknown): boolean {
  switch (column) {
    case 'number':
      return isNumber(value);
    case 'number?':
      return value === null || isNumber(value);
    case 'boolean':
      return isBoolean(value);
    case 'name':
      return isText(value);
    case 'name?':
      return value === null || isText(value);
    default:
      return typeof value === 'string' && column.includes(value);
  }
}

const isKind = (value: unknown): value is Kind => (KINDS as readonly unknown[]).includes(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the kind's stack may have; broken members are left out, because absent means not measured. */
function parseStack(kind: Kind, value: unknown): Record<string, unknown> | undefined {
  if (!isRecord(value)) return undefined;
  const stack: Columns = ROWS[kind].stack;
  const found = stack.filter(([name, column]) => fits(column, value[name]));
  return found.length > 0 ? Object.fromEntries(found.map(([name]) => [name, value[name]])) : undefined;
}

function parseEvent(tuple: unknown): BehaviourEvent | 'malformed' | 'unknown_kind' {
  if (!Array.isArray(tuple)) return 'malformed';
  const [t, kind, ...rest] = tuple as readonly unknown[];
  if (!isNumber(t)) return 'malformed';
  if (!isKind(kind)) return 'unknown_kind';
  const members: Columns = ROWS[kind].members;
  const event: Record<string, unknown> = { kind, t };
  for (const [index, [name, column]] of members.entries()) {
    if (!fits(column, rest[index])) return 'malformed';
    event[name] = rest[index];
  }
  const stack = parseStack(kind, rest[members.length]);
  if (stack) event.stack = stack;
  return event as unknown as BehaviourEvent; // its members were checked against ROWS
}

/**
 * The event as it stands in a recording: time, kind, the members in the order of `ROWS`, the stack if there
 * is one.
 */
export function toTuple(event: BehaviourEvent): RecordingTuple {
  const values = event as unknown as Record<string, unknown>; // read by the names of ROWS
  const members: Columns = ROWS[event.kind].members;
  const rest = members.map(([name]) => values[name]);
  if (values.stack !== undefined) rest.push(values.stack);
  return [event.t, event.kind, ...rest];
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
 * Checks one parsed line of a recording file. A bad head is an error; a bad event is skipped and counted, and
 * the rest goes on. Total over any value that `JSON.parse` can give.
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
