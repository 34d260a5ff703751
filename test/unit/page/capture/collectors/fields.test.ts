import { afterEach, describe, expect, it } from 'vitest';
import { $, enter, fire, key, type Stage, stage } from './stage.ts';

let on: Stage;
afterEach(() => on?.observer.stop());
const focus = (target: Element, type = 'focusin') =>
  fire(target, new FocusEvent(type, { bubbles: true, composed: true }));
const paste = (target: Element, text: string) =>
  fire(target, new Event('paste', { bubbles: true, composed: true }), {
    clipboardData: { getData: () => text },
  });

describe('focus', () => {
  it.each([
    ['<input>', 'text'],
    ['<input type="email">', 'email'],
    ['<textarea></textarea>', 'textarea'],
    ['<input autocomplete="section-a shipping street-address">', 'street-address'],
    ['<input type="tel" autocomplete="off">', 'tel'],
    ['<div contenteditable></div>', 'contenteditable'],
    ['<input autocomplete="username webauthn">', 'username'],
    ['<input autocomplete="my-own">', 'other'],
  ])('names the kind of %s', (html, kind) => {
    on = stage(html);
    focus(document.body.firstElementChild as Element);
    expect(on.of('focus')[0]).toMatchObject({ field: 1, fieldKind: kind });
  });

  it('numbers fields in the order of the page, and later ones after those', () => {
    on = stage('<input id="a"><input id="b">');
    for (const id of ['#b', '#a', '#b']) focus($(id));
    expect(on.of('focus').map(({ field }) => field)).toEqual([2, 1, 2]);
  });

  it('sees fields in open shadow roots', () => {
    on = stage('<div id="host"></div>');
    const root = $('#host').attachShadow({ mode: 'open' });
    root.innerHTML = '<input type="email">';
    focus(root.querySelector('input') as Element);
    focus(root.querySelector('input') as Element, 'focusout');
    expect(on.seen()).toMatchObject([
      { kind: 'focus', fieldKind: 'email' },
      { kind: 'blur', fieldKind: 'email' },
    ]);
  });

  it('takes what is typed into a closed shadow tree for a secret', () => {
    on = stage('<card-box></card-box>');
    $('card-box').attachShadow({ mode: 'closed' });
    // What leaves the tree has the host for its target.
    key($('card-box'), 'keydown', { key: 'h', code: 'KeyH' });
    key($('card-box'), 'keydown', { key: '7', code: 'Digit7' });
    paste($('card-box'), 'hunter2');
    expect(on.of('keydown').map((event) => event.class)).toEqual(['other', 'other']);
    expect(on.of('paste').map(({ length }) => length)).toEqual([1]);
  });

  it.each(['<input type="password">', '<input autocomplete="cc-csc">', '<input data-tellsign-ignore>'])(
    'is not told of %s',
    (html) => {
      on = stage(html);
      focus($('input'));
      enter($('input'), 'hunter2');
      paste($('input'), 'hunter2');
      expect(on.seen()).toEqual([]);
    },
  );

  it('ignores what is no field', () => {
    on = stage('<button>');
    focus($('button'));
    expect(on.seen()).toEqual([]);
  });
});

describe('input', () => {
  it('gives the change in length', () => {
    on = stage('<input value="ab">');
    enter($('input'), 'abc');
    enter($('input'), 'abcdefgh', { inputType: 'insertFromPaste' });
    enter($('input'), '', { inputType: 'deleteContentBackward' });
    expect(on.of('input').map(({ inputType, change }) => [inputType, change])).toEqual([
      ['insertText', 1],
      ['insertFromPaste', 5],
      ['deleteContentBackward', -8],
    ]);
  });

  it('gives an event without a type, as scripts make them', () => {
    on = stage('<input>');
    $('input').value = 'Ada';
    fire($('input'), new Event('input', { bubbles: true }));
    expect(on.of('input')).toMatchObject([{ inputType: '', change: 3 }]);
    expect(on.of('input')).toHaveLength(1);
  });

  it('counts a value that was there before as no change', () => {
    on = stage('<input value="saved">');
    focus($('input'));
    expect(on.of('input')).toEqual([]);
  });

  it('reports a value that no event told of, once', () => {
    on = stage('<form data-tellsign="pay"><input></form>');
    $('input').value = 'Ada';
    on.seen();
    expect(on.of('input')).toMatchObject([{ inputType: '', change: 3, stack: { trusted: false } }]);
    expect(on.of('input')).toHaveLength(1);
  });

  it('looks at a bounded number of fields', () => {
    on = stage('<input>'.repeat(1000));
    for (const field of document.querySelectorAll('input')) field.value = 'x';
    on.observer.flush();
    on.observer.stop();
    expect(on.of('input')).toHaveLength(200);
  });

  it('never reads the value of a closed field', () => {
    on = stage('<form data-tellsign="pay"><input type="password"><input data-tellsign-ignore></form>');
    for (const field of document.querySelectorAll('input')) {
      Object.defineProperty(field, 'value', { get: () => expect.unreachable('read') });
      focus(field);
      fire(field, new Event('input', { bubbles: true }));
    }
    expect(on.seen()).toEqual([]);
  });

  it('gives no length of a secret, even when the site asks for its rhythm', () => {
    on = stage('<input type="password">', { sensitive: true });
    enter($('input'), 'correct horse battery staple', { inputType: 'insertFromPaste' });
    paste($('input'), 'correct horse battery staple');
    expect(on.of('input')[0]?.change).toBe(1);
    expect(on.of('paste')[0]?.length).toBe(1);
  });
});

describe('clipboard', () => {
  it('gives a length and never the text', () => {
    on = stage('<input>');
    paste($('input'), 'DE89 3704 0044 0532 0130 00');
    expect(on.of('paste')).toMatchObject([{ field: 1, length: 27 }]);
    expect(JSON.stringify(on.seen())).not.toContain('DE89');
  });

  it('gives the length of a copied selection of a field', () => {
    on = stage('<input value="abcdef">');
    $('input').setSelectionRange(1, 4);
    fire($('input'), new Event('copy', { bubbles: true }));
    expect(on.of('copy')).toMatchObject([{ length: 3 }]);
  });
});
