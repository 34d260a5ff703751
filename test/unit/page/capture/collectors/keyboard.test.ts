import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { KEY_CLASSES } from '../../../../../src/contract/event.ts';
import { classOf, isShifted } from '../../../../../src/page/capture/key-class.ts';
import { $, enter, key, type Stage, stage } from './stage.ts';

let on: Stage;
afterEach(() => on?.observer.stop());

describe('key class', () => {
  it.each([
    ['a', 'letter'],
    ['É', 'letter'],
    ['ж', 'letter'],
    ['漢', 'letter'],
    ['7', 'digit'],
    ['٣', 'digit'],
    ['@', 'symbol'],
    ['😀', 'symbol'],
    ['Dead', 'symbol'],
    [' ', 'space'],
    ['Enter', 'enter'],
    ['Tab', 'tab'],
    ['Backspace', 'edit'],
    ['Delete', 'edit'],
    ['Shift', 'modifier'],
    ['AltGraph', 'modifier'],
    ['ArrowLeft', 'nav'],
    ['PageDown', 'nav'],
    ['F5', 'other'],
    ['Unidentified', 'other'],
    ['', 'other'],
    ['constructor', 'other'],
    ['__proto__', 'other'],
  ])('of %s is %s', (name, expected) => {
    expect(KEY_CLASSES[classOf(name)]).toBe(expected);
  });
});

describe('need of Shift', () => {
  const press = (key: string, code: string, shiftHeld: boolean, isCapsLocked: () => boolean) => {
    const event = { getModifierState: isCapsLocked } as unknown as KeyboardEvent;
    return isShifted(event, { key, code, class: classOf(key), shiftHeld });
  };
  it.each([
    ['A', 'KeyA', true, false, true],
    ['A', 'KeyA', false, false, true],
    ['a', 'KeyA', false, false, false],
    ['a', 'KeyA', true, false, false],
    ['A', 'KeyA', false, true, false],
    ['a', 'KeyA', true, true, true],
    ['@', 'Digit2', true, false, true],
    ['_', 'Minus', false, false, true],
    ['?', 'Slash', false, false, true],
    ['@', 'KeyQ', false, false, undefined],
    ['é', 'Digit2', false, false, false],
    ['2', 'Digit2', false, false, undefined],
    ['漢', 'KeyA', false, false, undefined],
    ['Enter', 'Enter', false, false, undefined],
    ['&', 'Digit1', false, false, undefined],
  ])('of %s on %s with Shift %s and Caps Lock %s is %s', (name, code, shiftKey, capsLock, expected) => {
    expect(press(name, code, shiftKey, () => capsLock)).toBe(expected);
  });
  it('asks for Caps Lock only when Shift does not explain the case', () => {
    expect(press('a', 'KeyA', false, () => expect.unreachable('asked'))).toBe(false);
    expect(press('A', 'KeyA', true, () => expect.unreachable('asked'))).toBe(true);
  });
});

describe('keyboard', () => {
  it('pairs presses and releases by numbers that say nothing', () => {
    on = stage('<input>');
    const field = $('input');
    for (const [kind, code, name] of [
      ['keydown', 'KeyQ', 'q'],
      ['keydown', 'KeyW', 'w'],
      ['keyup', 'KeyQ', 'q'],
      ['keyup', 'KeyW', 'w'],
      ['keydown', 'KeyQ', 'Q'],
    ] as const) {
      key(field, kind, { key: name, code });
    }
    expect([...on.of('keydown'), ...on.of('keyup')].map((event) => event.key)).toEqual([0, 1, 0, 0, 1]);
  });

  it('reports how a key arrived', () => {
    on = stage('<input>');
    key(
      $('input'),
      'keydown',
      { key: 'A', code: 'KeyA', repeat: true },
      { isTrusted: true, isComposing: true, shiftKey: true },
    );
    expect(on.of('keydown')[0]).toMatchObject({
      class: 'letter',
      stack: { trusted: true, shifted: true, shiftHeld: true, code: true, repeat: true, composing: true },
    });
    expect(on.of('keydown')[0]?.stack?.latency).toBeGreaterThanOrEqual(0);
  });

  it('looks at the delay of the first 32 presses and of every fourth after', () => {
    on = stage('<input>');
    for (let press = 0; press < 64; press++) key($('input'), 'keydown', { key: 'a', code: 'KeyA' });
    const read = on.of('keydown').map(({ stack }) => stack?.latency !== undefined);
    expect(read.slice(0, 32)).toEqual(Array(32).fill(true));
    expect(read.slice(32).filter(Boolean)).toHaveLength(8);
  });

  it('reports a key that carries no physical code', () => {
    on = stage('<input>');
    key($('input'), 'keydown', { key: 'a' }, { code: '' });
    expect(on.of('keydown')[0]?.stack?.code).toBe(false);
  });

  it('skips the keyless events of autofill', () => {
    on = stage('<input>');
    key($('input'), 'keydown', {}, { key: undefined });
    expect(on.seen()).toEqual([]);
  });

  it('shares one number between keys beyond any keyboard', () => {
    on = stage('<input>');
    for (let n = 0; n < 1000; n++) key(document.body, 'keydown', { key: 'x', code: `Key${n}` });
    const numbers = on.of('keydown').map((event) => event.key);
    expect(numbers).toHaveLength(1000);
    expect(Math.max(...numbers)).toBe(256);
  });

  const secrets =
    '<input type="password"><input autocomplete="section-a cc-number"><input autocomplete="one-time-code">';
  it.each(['[type=password]', '[autocomplete*=cc]', '[autocomplete=one-time-code]'])(
    'is deaf in %s',
    (selector) => {
      on = stage(secrets);
      key($(selector), 'keydown', { key: 'a', code: 'KeyA' });
      key($(selector), 'keyup', { key: 'a', code: 'KeyA' });
      expect(on.seen()).toEqual([]);
    },
  );

  it('stays deaf in a password that is being shown', () => {
    on = stage(secrets);
    const field = $('[type=password]');
    key(field, 'keydown', { key: 'a', code: 'KeyA' });
    field.type = 'text';
    key(field, 'keydown', { key: 'b', code: 'KeyB' });
    expect(on.seen()).toEqual([]);
  });

  it.each<[string, (field: HTMLInputElement) => void]>([
    ['becomes a password', (field) => field.setAttribute('type', 'password')],
    ['is marked as a card', (field) => field.setAttribute('autocomplete', 'billing CC-number')],
    ['is marked as a password', (field) => field.setAttribute('autocomplete', 'current-password')],
    ['is to be ignored', (field) => field.setAttribute('data-tellsign-ignore', '')],
    ['has an ancestor that is', () => $('fieldset').setAttribute('data-tellsign-ignore', '')],
    ['is moved beneath one', (field) => $('[data-tellsign-ignore]').append(field)],
  ])('falls silent at once in a field that is typed into and %s', (_, close) => {
    on = stage('<fieldset><p><input></p></fieldset><div data-tellsign-ignore></div>');
    const field = $('input');
    for (const name of ['a', 'b']) key(field, 'keydown', { key: name, code: `Key${name}` });
    expect(on.of('keydown')).toHaveLength(2);
    close(field);
    key(field, 'keydown', { key: 'c', code: 'KeyC' });
    enter(field, 'abc');
    expect(on.of('keydown')).toHaveLength(2);
    expect(on.of('input')).toEqual([]);
  });

  it('is deaf where the page asks for it, in shadow roots too', () => {
    on = stage(
      '<div data-tellsign-ignore><input id="a"><span id="host"></span></div><input id="b" data-tellsign-ignore>',
    );
    const root = $('#host').attachShadow({ mode: 'open' });
    root.innerHTML = '<input>';
    for (const field of [$('#a'), $('#b'), root.querySelector('input') as Element])
      key(field, 'keydown', { key: 'a', code: 'KeyA' });
    expect(on.seen()).toEqual([]);
  });

  it('gives rhythm only of a secret when the site asks', () => {
    on = stage(secrets, { sensitive: true });
    const field = $('[type=password]');
    for (const name of ['P', 'p', '4', '$', 'Tab']) {
      key(field, 'keydown', { key: name, code: `Key${name}` }, { shiftKey: name === 'P' });
      key(field, 'keyup', { key: name, code: `Key${name}` });
    }
    const keys = on.of('keydown');
    expect(keys.map((event) => event.class)).toEqual(['other', 'other', 'other', 'other', 'tab']);
    expect(new Set(keys.map((event) => event.key)).size).toBe(1);
    for (const { stack } of keys) expect(Object.keys(stack ?? {})).not.toContain('shifted');
  });

  it('never passes on a character', () => {
    on = stage('<input>');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), fc.string(), (name, code) => {
        key($('input'), 'keydown', { key: name, code });
        const event = on.of('keydown').at(-1);
        expect(typeof event?.key).toBe('number');
        for (const value of Object.values(event?.stack ?? {})) expect(typeof value).not.toBe('string');
      }),
      { numRuns: 50 },
    );
  });
});
