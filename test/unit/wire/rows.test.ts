import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BehaviourEvent, KEY_CLASSES, KINDS, POINTER_KINDS } from '../../../src/contract/event.ts';
import { decodeRows, nameOf } from '../../../src/wire/decode-rows.ts';
import { encodeRows } from '../../../src/wire/encode-rows.ts';
import { nameNumber } from '../../../src/wire/name-number.ts';
import { NAMES } from '../../../src/wire/names.ts';
import { KEY_CLASS, KIND, LENGTH, type Row } from '../../../src/wire/rows.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const t = fc.double({ min: 0, max: 1e9, noNaN: true });
const flag = fc.boolean();
const optional = <T extends Record<string, fc.Arbitrary<unknown>>>(model: T) =>
  fc.record(model, { requiredKeys: [] });

const domStack = optional({ trusted: flag, autofill: flag, composing: flag });
const pointerStack = optional({
  trusted: flag,
  pointer: fc.constantFrom(...POINTER_KINDS),
  coalesced: number,
  raw: number,
  dx: number,
  dy: number,
  latency: number,
  pressure: number,
  width: number,
  height: number,
});
const keyStack = optional({
  trusted: flag,
  shifted: flag,
  shiftHeld: flag,
  code: flag,
  repeat: flag,
  composing: flag,
  latency: number,
});
const event = <T extends Record<string, fc.Arbitrary<unknown>>>(
  kinds: readonly string[],
  model: T,
  stack?: fc.Arbitrary<unknown>,
) =>
  fc
    .tuple(
      fc.record({ t, kind: fc.constantFrom(...kinds), ...model }),
      // A stack of which nothing was measured is none.
      stack
        ? fc.option(stack.filter((members) => Object.keys(members as object).length > 0))
        : fc.constant(null),
    )
    .map(([plain, stack]) => (stack ? { ...plain, stack } : plain) as unknown as BehaviourEvent);
const nameIn = (member: string) => fc.constantFrom(...(NAMES[member] ?? []));
const nullable = (inner: fc.Arbitrary<unknown>) => fc.option(inner, { nil: null });

/** The head of a row of any kind, of kinds that are none too. */
const headOf = (kind: number, length: number) => kind + LENGTH * length;
/** As long as a press of a pointer, which has most columns. */
const STRIDE = 15;

/** Any event a page or a recording can hold. */
const anyEvent = fc.oneof(
  event(['move'], { x: number, y: number }, pointerStack),
  event(['down', 'up'], { x: number, y: number, button: fc.nat(4) }, pointerStack),
  event(
    ['click'],
    {
      x: number,
      y: number,
      element: nullable(nameIn('element')),
      offsetX: nullable(number),
      offsetY: nullable(number),
      width: nullable(number),
      height: nullable(number),
    },
    domStack,
  ),
  event(['wheel'], { deltaX: number, deltaY: number }, domStack),
  event(['scroll'], { x: number, y: number }),
  event(['keydown', 'keyup'], { class: fc.constantFrom(...KEY_CLASSES), key: fc.nat() }, keyStack),
  event(['focus', 'blur'], { field: fc.nat(), fieldKind: nullable(nameIn('fieldKind')) }, domStack),
  event(['input'], { field: fc.nat(), inputType: nameIn('inputType'), change: fc.integer() }, domStack),
  event(['paste', 'copy', 'cut'], { field: fc.nat(), length: fc.nat() }, domStack),
  event(['hide', 'show', 'navigate'], {}),
);

const roundTrip = (events: readonly BehaviourEvent[]) => [...decodeRows(encodeRows(events))];

describe('rows', () => {
  it('give back every event with every stack member', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        expect(roundTrip(events)).toEqual(events);
      }),
    );
  });

  it('cover every kind', () => {
    const seen = new Set(fc.sample(anyEvent, 2000).map(({ kind }) => kind));
    expect([...KINDS].filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it('turn unlisted strings into `other`', () => {
    const [click, focus, input] = roundTrip([
      {
        t: 0,
        kind: 'click',
        x: 1,
        y: 2,
        element: 'my-widget',
        offsetX: null,
        offsetY: null,
        width: null,
        height: null,
      },
      { t: 1, kind: 'focus', field: 1, fieldKind: 'x-secret' },
      { t: 2, kind: 'input', field: 1, inputType: 'formatBold', change: 0 },
    ]);
    expect(click).toMatchObject({ element: 'other' });
    expect(focus).toMatchObject({ fieldKind: 'other' });
    expect(input).toMatchObject({ inputType: 'other' });
  });

  it('keep an input without a type apart from an unlisted type', () => {
    expect(roundTrip([{ t: 0, kind: 'input', field: 1, inputType: '', change: 3 }])).toMatchObject([
      { inputType: '' },
    ]);
  });

  it('are never longer than the stride, and end with what is known', () => {
    fc.assert(
      fc.property(anyEvent, (item) => {
        const row = encodeRows([item]);
        expect(row.length).toBeLessThanOrEqual(STRIDE);
        expect(row.at(-1)).not.toBeNaN();
      }),
    );
    expect([...encodeRows([{ t: 7, kind: 'move', x: 1, y: 2 }])]).toEqual([headOf(KIND.move, 4), 7, 1, 2]);
  });

  it('decode any numbers into finite events or nothing', () => {
    // Heads of every kind and length among them, at odd places too.
    const head = fc.tuple(fc.nat(20), fc.nat(STRIDE)).map(([kind, length]) => headOf(kind, length));
    const hostile = fc.array(fc.oneof(fc.double(), fc.integer({ min: -2, max: 20 }), head), {
      maxLength: 5 * STRIDE,
    });
    fc.assert(
      fc.property(hostile, (numbers) => {
        for (const item of decodeRows(Float64Array.from(numbers))) {
          expect(KINDS).toContain(item.kind);
          expect(item.t).toBeGreaterThanOrEqual(0);
          for (const value of Object.values({ ...item, ...('stack' in item ? item.stack : {}) }))
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });

  const kindsOf = (...numbers: readonly number[]) =>
    [...decodeRows(Float64Array.from(numbers))].map(({ kind }) => kind);
  const hide = [headOf(KIND.hide, 2), 1];
  const show = [headOf(KIND.show, 2), 2];

  it('are as long as they say, and what they leave out is absent', () => {
    expect([...decodeRows(Float64Array.from([headOf(KIND.move, 4), 7, 1, 2, ...hide]))]).toEqual([
      { t: 7, kind: 'move', x: 1, y: 2 },
      { t: 1, kind: 'hide' },
    ]);
  });
  it.each([
    ['of no kind', [headOf(20, 2), 1]],
    ['of half a kind', [headOf(0.5, 4), 1, 2, 3]],
    ['without a time', [headOf(KIND.hide, 1)]],
    ['with a time that is none', [headOf(KIND.hide, 2), Number.NaN]],
    ['without what its kind needs', [headOf(KIND.move, 3), 1, 2]],
  ])('are skipped when broken: one %s', (_, broken) => {
    expect(kindsOf(...hide, ...broken, ...show)).toEqual(['hide', 'show']);
  });
  it.each([
    ['none', headOf(KIND.hide, 0)],
    ['NaN', Number.NaN],
    ['negative', -1000],
    ['endless', Number.POSITIVE_INFINITY],
    ['more than there is', headOf(KIND.hide, 9)],
  ])('end a batch with the row whose length is %s', (_, head) => {
    expect(kindsOf(...hide, head, 1, ...show)).toEqual(['hide']);
  });
});

describe('a row of the page', () => {
  const row = (given: Row) => {
    const numbers = Float64Array.from(given, Number);
    numbers[0] = headOf(given[0], given.length);
    return [...decodeRows(numbers)];
  };
  it('is what an event becomes', () => {
    const name = nameNumber('button');
    expect(row([KIND.click, 1, 2, 3, name, undefined, undefined, 6, 7, true])).toEqual([
      {
        t: 1,
        kind: 'click',
        x: 2,
        y: 3,
        element: 'button',
        offsetX: null,
        offsetY: null,
        width: 6,
        height: 7,
        stack: { trusted: true },
      },
    ]);
    expect(row([KIND.keydown, 1, 0, 5, true, undefined, false])).toEqual([
      { t: 1, kind: 'keydown', class: 'letter', key: 5, stack: { trusted: true, shiftHeld: false } },
    ]);
  });
  it('does not compile with a column too few, too many or of another sort', () => {
    const name = nameNumber('text');
    const broken: Row[] = [
      // @ts-expect-error too few
      [KIND.wheel, 1, 2],
      // @ts-expect-error too many
      [KIND.scroll, 1, 2, 3, true],
      // @ts-expect-error a boolean before the last number
      [KIND.wheel, 1, 2, true, 3],
      // @ts-expect-error a number where a name goes
      [KIND.focus, 1, 2, 3, true],
      // @ts-expect-error names and numbers exchanged
      [KIND.input, 1, 2, 3, name],
      // @ts-expect-error no such kind
      [17, 1],
    ];
    expect(broken).toHaveLength(6);
  });
});

describe('the numbers', () => {
  it('of kinds and key classes are those of the contract, in its order', () => {
    expect(Object.entries(KIND)).toEqual(KINDS.map((kind, index) => [kind, index]));
    expect(Object.entries(KEY_CLASS)).toEqual(KEY_CLASSES.map((name, index) => [name, index]));
  });
});

describe('names', () => {
  it.each(Object.entries(NAMES))('of %s are each its own number and come back from it', (_, table) => {
    expect(new Set(table.map(nameNumber)).size).toBe(table.length);
    for (const name of table) expect(nameOf(table, nameNumber(name))).toBe(name);
  });
  it('are `other` when they are not listed, however long, and null when there is none', () => {
    for (const name of ['blink', 'x'.repeat(1e6), `${'x'.repeat(40)}text`])
      expect(nameOf(NAMES.fieldKind, nameNumber(name))).toBe('other');
    expect(nameOf(NAMES.element, Number.NaN)).toBeNull();
    expect(nameOf(NAMES.element, 0.5)).toBe('other');
  });
});
