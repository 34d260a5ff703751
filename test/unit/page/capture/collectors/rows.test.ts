import { afterEach, describe, expect, it } from 'vitest';
import { encodeRows } from '../../../../../src/wire/encode-rows.ts';
import { $, fire, key, point, type Stage, stage } from './stage.ts';

let on: Stage;
afterEach(() => on?.observer.stop());

/** Every member of an event has its own value here, so that two columns in the wrong order are found. */
describe('the columns of a collector', () => {
  const last = () => on.seen().at(-1);

  it('of a move that is looked at', () => {
    on = stage('<p>');
    point(
      $('p'),
      'pointermove',
      { clientX: 11, clientY: 12 },
      { isTrusted: true, movementX: 13, movementY: 14, getCoalescedEvents: () => [{}] },
    );
    expect(last()).toMatchObject({
      kind: 'move',
      x: 11,
      y: 12,
      stack: { trusted: true, coalesced: 1, dx: 13, dy: 14, latency: expect.any(Number) },
    });
  });

  it('of another pointer', () => {
    on = stage('<p>');
    point($('p'), 'pointermove', { clientX: 1 });
    const init = { pointerType: 'pen', clientX: 11, clientY: 12, button: 5 };
    const contact = { pressure: 0.3, width: 15, height: 16, isTrusted: true };
    const stack = { trusted: true, pointer: 'pen', pressure: 0.3, width: 15, height: 16 };
    point($('p'), 'pointermove', init, contact);
    expect(last()).toMatchObject({ kind: 'move', x: 11, y: 12, stack });
    point($('p'), 'pointerdown', init, contact);
    expect(last()).toMatchObject({ kind: 'down', x: 11, y: 12, button: 5, stack });
    point($('p'), 'pointerup', init, contact);
    expect(last()).toMatchObject({ kind: 'up', x: 11, y: 12, button: 5, stack });
  });

  it('of a click', () => {
    on = stage('<button>');
    $('button').getBoundingClientRect = () => ({ left: 4, top: 6, width: 17, height: 18 }) as DOMRect;
    point($('button'), 'click', { clientX: 11, clientY: 12 }, { detail: 1, isTrusted: true });
    expect(last()).toEqual({
      t: 0,
      kind: 'click',
      x: 11,
      y: 12,
      element: 'button',
      offsetX: 7,
      offsetY: 6,
      width: 17,
      height: 18,
      stack: { trusted: true },
    });
  });

  it('of wheel and scroll', () => {
    on = stage('<p>');
    fire(document.body, new Event('wheel', { bubbles: true }), { deltaX: 11, deltaY: 12, isTrusted: true });
    expect(last()).toMatchObject({ kind: 'wheel', deltaX: 11, deltaY: 12, stack: { trusted: true } });
    Object.assign(document.documentElement, { scrollLeft: 13, scrollTop: 14 });
    fire(document, new Event('scroll'));
    expect(last()).toMatchObject({ kind: 'scroll', x: 13, y: 14 });
    Object.assign(document.documentElement, { scrollLeft: 0, scrollTop: 0 });
  });

  it('of keys', () => {
    on = stage('<input>');
    // One stack member after the other is true.
    const names = ['isTrusted', 'shiftKey', 'code', 'repeat', 'isComposing'] as const;
    const members = ['trusted', 'shiftHeld', 'code', 'repeat', 'composing'] as const;
    for (const [index, name] of names.entries()) {
      const off = { isTrusted: false, shiftKey: false, code: '', repeat: false, isComposing: false };
      const value = name === 'code' ? 'KeyQ' : true;
      key($('input'), 'keydown', { key: '1' }, { ...off, [name]: value });
      const stack = Object.fromEntries(members.map((member, at) => [member, at === index]));
      expect(last()).toMatchObject({ kind: 'keydown', class: 'digit', stack });
    }
    key($('input'), 'keydown', { key: '!', code: 'Digit1' }, { shiftKey: false });
    expect(last()).toMatchObject({ class: 'symbol', stack: { shifted: true, shiftHeld: false } });
    key($('input'), 'keyup', { key: 'z', code: 'KeyZ' }, { isTrusted: true });
    expect(last()).toMatchObject({ kind: 'keyup', class: 'letter', stack: { trusted: true } });
  });

  it('of fields', () => {
    on = stage('<input><input type="email">');
    const field = $('[type=email]');
    for (const [type, kind] of [
      ['focusin', 'focus'],
      ['focusout', 'blur'],
    ]) {
      fire(field, new FocusEvent(type ?? '', { bubbles: true }), { isTrusted: true });
      expect(last()).toMatchObject({ kind, field: 2, fieldKind: 'email', stack: { trusted: true } });
    }
    field.value = 'Ada';
    fire(field, new Event('input', { bubbles: true }), {
      inputType: 'insertCompositionText',
      isComposing: true,
      isTrusted: false,
    });
    expect(last()).toMatchObject({
      kind: 'input',
      field: 2,
      inputType: 'insertCompositionText',
      change: 3,
      stack: { trusted: false, autofill: false, composing: true },
    });
    fire(field, new Event('paste', { bubbles: true }), {
      clipboardData: { getData: () => 'hello' },
      isTrusted: false,
    });
    expect(last()).toMatchObject({ kind: 'paste', field: 2, length: 5, stack: { trusted: false } });
  });

  it('of a move that is written in place', () => {
    on = stage('<p>');
    for (let count = 0; count < 100; count++)
      point($('p'), 'pointermove', { clientX: count, clientY: 1000 - count });
    const moves = on.of('move');
    expect(moves).toHaveLength(100);
    expect(moves.map(({ x, y }) => [x, y])).toEqual(moves.map((_, index) => [index, 1000 - index]));
    const [, ...plain] = moves.filter(({ stack }) => !stack);
    expect(encodeRows(plain)).toHaveLength(4 * plain.length);
  });
});
