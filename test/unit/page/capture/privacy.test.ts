import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { $, enter, key, type Stage, stage } from './collectors/stage.ts';

let on: Stage;
afterEach(() => on?.observer.stop());

/** Two places to move to, a shadow tree in one of them, and a field. */
const PAGE = '<div id="a"><p id="b"><input></p><span id="c"></span></div><section id="d"></section>';
const IGNORE = 'data-tellsign-ignore';
const SECRETS = ['cc-number', 'current-password', 'section-x one-time-code'];

interface Page {
  readonly field: HTMLInputElement;
  readonly places: readonly Element[];
}
type Step = (page: Page) => void;

/** What a page may do between two keys. */
const mutation = fc.oneof(
  fc.tuple(fc.nat(4), fc.boolean()).map(
    ([at, on]): Step =>
      ({ field, places }) =>
        (places[at] ?? field).toggleAttribute(IGNORE, on),
  ),
  // A place, or the field itself, moves into another place.
  fc.tuple(fc.nat(4), fc.nat(3)).map(
    ([from, to]): Step =>
      ({ field, places }) => {
        const [what, where] = [places[from] ?? field, places[to]];
        if (where && !what.contains(where)) where.append(what);
      },
  ),
  // Into the shadow tree, and out of it again with the step above.
  fc.constant<Step>(({ field }) => $('#c').shadowRoot?.append(field)),
  fc.constantFrom('text', 'email', 'password').map(
    (type): Step =>
      ({ field }) =>
        field.setAttribute('type', type),
  ),
  fc.constantFrom('name', ...SECRETS).map(
    (token): Step =>
      ({ field }) =>
        field.setAttribute('autocomplete', token),
  ),
  fc.constant<Step>(({ field }) => field.remove()),
);

/** Said once more, in other words than `fields.ts` has. */
function isIgnored(field: Element): boolean {
  for (let at: Node | null = field; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
    if (at instanceof Element && at.hasAttribute(IGNORE)) return true;
  return false;
}
const isSecret = (field: HTMLInputElement) =>
  field.getAttribute('type') === 'password' || SECRETS.includes(field.getAttribute('autocomplete') ?? '');

describe('a field that is ignored or secret', () => {
  it('never yields a key, whatever happens between two keys, and an open one always does', () => {
    fc.assert(
      fc.property(fc.array(fc.array(mutation, { maxLength: 4 }), { maxLength: 12 }), (rounds) => {
        on?.observer.stop();
        on = stage(PAGE);
        $('#c').attachShadow({ mode: 'open' });
        const page: Page = {
          field: $('input'),
          places: ['#a', '#b', '#c', '#d'].map((id) => $<Element>(id)),
        };
        let wasSecret = false;
        for (const [round, steps] of rounds.entries()) {
          for (const step of steps) step(page);
          const before = on.seen().length;
          key(page.field, 'keydown', { key: 'a', code: 'KeyA' });
          enter(page.field, 'x'.repeat(round + 1));
          key(page.field, 'keyup', { key: 'a', code: 'KeyA' });
          // What is in no document reaches no listener, so nobody saw that it was a secret.
          wasSecret ||= isSecret(page.field) && page.field.isConnected;
          const isClosed = isIgnored(page.field) || wasSecret;
          const expected = isClosed || !page.field.isConnected ? 0 : 3;
          expect(on.seen().length - before).toBe(expected);
        }
      }),
      { numRuns: 500 },
    );
  });
});
