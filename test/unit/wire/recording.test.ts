import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { MAX_EVENTS, parseRecording, toTuple } from '../../../src/wire/recording.ts';

const HEAD = {
  id: 'a/1',
  source: 'a',
  subject: 'a',
  label: 'human',
  generator: null,
  pointer: 'mouse',
  viewport: [800, 600],
  recorded: ['move', 'button', 'key'],
};
const parse = (events: unknown, head: Record<string, unknown> = HEAD) => {
  const result = parseRecording({ ...head, events });
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

const EVENTS: BehaviourEvent[] = [
  { kind: 'move', t: 0, x: 1, y: 2 },
  {
    kind: 'move',
    t: 1,
    x: 1.5,
    y: 2,
    stack: { trusted: true, coalesced: 3, raw: 2, dx: 1, dy: -1, latency: 2.5 },
  },
  {
    kind: 'down',
    t: 2,
    x: 1,
    y: 2,
    button: 0,
    stack: { pressure: 0.5, width: 1, height: 1, pointer: 'pen' },
  },
  { kind: 'up', t: 3, x: 1, y: 2, button: 2 },
  {
    kind: 'click',
    t: 3,
    x: 1,
    y: 2,
    element: 'a',
    offsetX: 4,
    offsetY: 5,
    width: 60,
    height: 20,
    stack: { trusted: false },
  },
  { kind: 'click', t: 4, x: 1, y: 2, element: null, offsetX: null, offsetY: null, width: null, height: null },
  { kind: 'wheel', t: 5, deltaX: 0, deltaY: 100 },
  { kind: 'scroll', t: 6, x: 0, y: 40 },
  {
    kind: 'keydown',
    t: 7,
    class: 'letter',
    key: 3,
    stack: { shifted: true, shiftHeld: false, code: false, repeat: false },
  },
  { kind: 'keyup', t: 8, class: 'letter', key: 3 },
  { kind: 'focus', t: 9, field: 1, fieldKind: 'email' },
  { kind: 'blur', t: 10, field: 1, fieldKind: null },
  {
    kind: 'input',
    t: 11,
    field: 1,
    inputType: 'insertText',
    change: 1,
    stack: { autofill: true, composing: false },
  },
  { kind: 'paste', t: 12, field: 1, length: 12 },
  { kind: 'hide', t: 13 },
];

describe('a recording', () => {
  it('comes back as it was written, through JSON', () => {
    const { events, skipped, recording } = parse(JSON.parse(JSON.stringify(EVENTS.map(toTuple))));
    expect(events).toEqual(EVENTS);
    expect(skipped).toEqual({});
    expect(recording.events).toEqual(EVENTS.map(toTuple));
  });

  it('has its members in the order of the format', () => {
    const tuples = EVENTS.map((event) => toTuple({ ...event, stack: undefined } as never));
    expect(tuples).toEqual([
      [0, 'move', 1, 2],
      [1, 'move', 1.5, 2],
      [2, 'down', 1, 2, 0],
      [3, 'up', 1, 2, 2],
      [3, 'click', 1, 2, 'a', 4, 5, 60, 20],
      [4, 'click', 1, 2, null, null, null, null, null],
      [5, 'wheel', 0, 100],
      [6, 'scroll', 0, 40],
      [7, 'keydown', 'letter', 3],
      [8, 'keyup', 'letter', 3],
      [9, 'focus', 1, 'email'],
      [10, 'blur', 1, null],
      [11, 'input', 1, 'insertText', 1],
      [12, 'paste', 1, 12],
      [13, 'hide'],
    ]);
  });

  it('has of a stack what its kind can have', () => {
    const [event] = parse([[0, 'wheel', 0, 100, { trusted: true, pressure: 1 }]]).events;
    expect(event).toEqual({ kind: 'wheel', t: 0, deltaX: 0, deltaY: 100, stack: { trusted: true } });
  });

  it('keeps its head and gives the session its environment', () => {
    const { recording, environment } = parse([], {
      ...HEAD,
      environment: { dpr: 2, clockGrainMs: 'x', webdriver: true },
    });
    expect(recording).toMatchObject({ id: 'a/1', subject: 'a', label: 'human', generator: null, events: [] });
    expect(environment).toEqual({
      recorded: ['move', 'button', 'key'],
      pointer: 'mouse',
      viewport: [800, 600],
      dpr: 2,
      webdriver: true,
    });
  });

  it.each([
    ['null', null],
    ['a list', []],
    ['a text', 'x'],
    ['no events', { ...HEAD }],
    ['no list of channels', { ...HEAD, recorded: 'move', events: [] }],
  ])('is refused with a code when it is %s', (_, value) => {
    expect(parseRecording(value)).toMatchObject({ ok: false, code: 'recording_malformed' });
  });

  it.each([
    [
      'unsorted',
      [
        [10, 'hide'],
        [5, 'show'],
        [11, 'show'],
      ],
      { unsorted: 1 },
      2,
    ],
    [
      'unknown_kind',
      [
        [0, 'gesture', 1],
        [1, 'hide'],
        [2, 'constructor', 1, 2],
      ],
      { unknown_kind: 2 },
      1,
    ],
    ['malformed', [[0, 'move', null, 2], [1, 'move', 1], ['1', 'hide'], 7, [1, 'hide']], { malformed: 4 }, 1],
    [
      'malformed',
      [
        [0, 'keydown', 'vowel', 1],
        [0, 'move', 1e300, 2],
      ],
      { malformed: 2 },
      0,
    ],
  ])('loses only what is %s', (_, tuples, skipped, left) => {
    const value = parse(tuples);
    expect(value.skipped).toEqual(skipped);
    expect(value.events).toHaveLength(left);
  });

  it('leaves out broken stack fields and keeps the event', () => {
    const stack = '{"coalesced":"many","trusted":true,"__proto__":{"raw":1},"evil":1}';
    const { events } = parse([[0, 'move', 1, 2, JSON.parse(stack)]]);
    expect(events).toEqual([{ kind: 'move', t: 0, x: 1, y: 2, stack: { trusted: true } }]);
    expect(parse([[0, 'move', 1, 2, { evil: 1 }]]).events).toEqual([{ kind: 'move', t: 0, x: 1, y: 2 }]);
  });

  it('stops at a million events and says how many are left', () => {
    const tuples = Array.from({ length: MAX_EVENTS + 5 }, (_, t) => [t, 'hide']);
    const { events, skipped } = parse(tuples);
    expect(events).toHaveLength(MAX_EVENTS);
    expect(skipped).toEqual({ too_many: 5 });
  });

  it('never throws, whatever JSON gives', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.array(fc.jsonValue())), (value, tuples) => {
        expect(parseRecording(value)).toHaveProperty('ok');
        expect(parseRecording({ ...HEAD, events: tuples })).toHaveProperty('ok', true);
      }),
    );
  });
});
