import { CHANNELS } from '../../../../src/contract/event.ts';
import type { Random } from '../../../../train/random.ts';
import { short } from '../change/short.ts';
import { createDesk, type Desk, environmentOf, FORM, type FormField, type Visit } from '../desk.ts';
import { tabInto } from '../hand.ts';
import type { Pool } from '../pool.ts';
import { createTypist, type Typist } from '../typing.ts';
import { managed, pasted, spoken } from './fill.ts';
import type { Kind } from './kind.ts';

/** A visit in which no pointer moves, although pointer events are recorded. */
function visitOf(pool: Pool, random: Random, act: (desk: Desk, typist: Typist) => void): Visit {
  const typist = createTypist(random.pick(pool.hofstra), random);
  const desk = createDesk(random);
  // What opened the page is the browser's first event: the pointer lies where it lay.
  desk.put({ kind: 'move', x: 640, y: 363, stack: { trusted: true, coalesced: 1 } });
  desk.wait(random.logNormal(2500, 0.5));
  act(desk, typist);
  return { people: [typist.subject], environment: environmentOf(CHANNELS), events: desk.events() };
}

/** The click that a key makes: at no place, without a press. */
const click = (desk: Desk) =>
  desk.put({
    kind: 'click',
    x: 0,
    y: 0,
    element: 'button',
    offsetX: null,
    offsetY: null,
    width: null,
    height: null,
    stack: { trusted: true },
  });

/**
 * Activation through the accessibility API, as the live leg records it (person-reader-activates): the focus,
 * then at once a trusted press of pressure 0 at the control's centre, with no pointer near it.
 */
function activate(desk: Desk, field: FormField): void {
  const { random } = desk;
  const at = { x: 240 + 340 * (field.number % 2), y: 190 + 38 * field.number };
  const trusted = true;
  const size = { element: 'input', offsetX: 166, offsetY: 20.5, width: 332, height: 41 };
  const [down, up] = [random.uniform(0.3, 2.5), random.uniform(0.1, 1)];
  desk.focus(field);
  desk.put({ kind: 'down', ...at, button: 0, stack: { trusted, pressure: 0, latency: 0.1 } }, down);
  desk.put({ kind: 'up', ...at, button: 0, stack: { trusted, pressure: 0, latency: 0 } }, down + up);
  desk.put({ kind: 'click', ...at, ...size, stack: { trusted } }, down + up);
}

const agree = { number: 11, kind: 'checkbox', characters: 0 } as const;
const pay = { number: 12, kind: 'submit', characters: 0 } as const;

/** Ticks the box with the space bar and pays with Enter. */
function payByKeys(desk: Desk, typist: Typist): void {
  tabInto(desk, agree, typist);
  desk.press('space', typist);
  click(desk);
  desk.wait(desk.random.logNormal(900, 0.4));
  desk.press('enter', typist);
}

function byTab(pool: Pool, random: Random): Visit {
  return visitOf(pool, random, (desk, typist) => {
    for (const field of FORM) {
      tabInto(desk, field, typist);
      desk.type(field, typist);
    }
    payByKeys(desk, typist);
  });
}

/**
 * Goes on by Tab, by activation, or by the reader's own cursor, which gives the focus without any key that
 * the page sees.
 */
function byReader(pool: Pool, random: Random): Visit {
  const ownCursor = random.uniform(0.2, 1);
  const goTo = (desk: Desk, field: FormField, typist: Typist) => {
    // Listening to the label: 2–5 words at 200–400 words a minute.
    desk.wait(random.logNormal(1600, 0.5));
    if (!random.chance(ownCursor)) return tabInto(desk, field, typist);
    if (random.chance(0.5)) activate(desk, field);
    else desk.focus(field);
    desk.wait(random.logNormal(800, 0.4));
  };
  return visitOf(pool, random, (desk, typist) => {
    for (const field of FORM) {
      goTo(desk, field, typist);
      desk.type(field, typist);
    }
    desk.wait(random.logNormal(1600, 0.5));
    activate(desk, agree);
    desk.wait(random.logNormal(1500, 0.4));
    activate(desk, pay);
  });
}

/** Seconds between two selections of a switch: scanning brings 1–5 words a minute. */
const SELECTION_MS = { median: 2200, sigma: 0.45 } as const;

/**
 * A switch interface whose scanner activates controls through the accessibility API, or a switch that is Tab
 * and Enter; letters come from the scanner's own keyboard, held as long as a person holds a key, and
 * predicted words at once. No recording of such a person is at hand.
 */
function bySwitch(pool: Pool, random: Random): Visit {
  const keys = random.chance(0.5);
  const predicts = random.uniform(0.2, 0.8);
  const select = () => random.logNormal(SELECTION_MS.median, SELECTION_MS.sigma);
  const goTo = (desk: Desk, field: FormField, typist: Typist) => {
    desk.wait(select());
    if (keys) return tabInto(desk, field, typist);
    activate(desk, field);
  };
  return visitOf(pool, random, (desk, typist) => {
    for (const field of FORM) {
      goTo(desk, field, typist);
      for (let left = field.characters; left > 0; ) {
        desk.wait(select());
        const word = Math.min(left, random.chance(predicts) ? random.integer(2, 8) : 1);
        left -= word;
        if (word > 1) spokenAtOnce(desk, field, word);
        else {
          const [down] = typist.take(1);
          if (down) desk.type(field, { ...typist, take: () => pressed({ ...down, t: 0 }, typist.dwell()) });
        }
      }
    }
    if (keys) return payByKeys(desk, typist);
    desk.wait(select());
    activate(desk, agree);
    desk.wait(select());
    activate(desk, pay);
  });
}

const pressed = (down: ReturnType<Typist['take']>[number], dwellMs: number) => [
  down,
  { ...down, kind: 'keyup' as const, t: dwellMs },
];

const spokenAtOnce = (desk: Desk, field: FormField, change: number) =>
  desk.put({
    kind: 'input',
    field: field.number,
    inputType: 'insertText',
    change,
    stack: { trusted: true, autofill: false, composing: false },
  });

/** The manager's shortcut, then Enter. */
const byManager = (pool: Pool, random: Random): Visit =>
  visitOf(pool, random, (desk, typist) => {
    desk.press('modifier', typist);
    desk.wait(random.logNormal(400, 0.4));
    managed(desk, FORM.slice(0, random.integer(2, FORM.length)));
    desk.wait(random.logNormal(1500, 0.4));
    payByKeys(desk, typist);
  });

/** Tab and Ctrl+V. */
const byPasting = (pool: Pool, random: Random): Visit =>
  visitOf(pool, random, (desk, typist) => {
    for (const field of FORM) {
      tabInto(desk, field, typist);
      pasted(typist)(desk, field);
    }
    payByKeys(desk, typist);
  });

/** "Click name. Mara Lindqvist." Each field is entered by voice, too. */
const byVoice = (pool: Pool, random: Random): Visit =>
  visitOf(pool, random, (desk) => {
    for (const field of FORM) {
      desk.wait(random.logNormal(1500, 0.4));
      activate(desk, field);
      spoken(desk, field);
    }
    desk.wait(random.logNormal(1200, 0.4));
    activate(desk, agree);
    desk.wait(random.logNormal(1200, 0.4));
    activate(desk, pay);
  });

/** Everyone who moves no pointer. */
export const HANDLESS: readonly Kind[] = [
  { kind: 'keyboard only', note: 'Tab, Space and Enter around recorded typing', build: byTab },
  {
    kind: 'screen reader',
    note: "the reader's cursor gives focus, activation has no press; typing recorded",
    build: byReader,
  },
  { kind: 'switch', note: 'no recording: scanning times assumed, key holds recorded', build: bySwitch },
  { kind: 'voice alone', note: 'fields entered and filled by voice: no press, no key', build: byVoice },
  { kind: 'password manager, no pointer', note: 'shortcut, content script, Enter', build: byManager },
  { kind: 'paste-heavy, no pointer', note: 'Tab and Ctrl+V', build: byPasting },
  {
    kind: 'very short, no pointer',
    note: 'the first 2–10 s of keyboard-only visits',
    build: (pool, random) => short(byTab(pool, random), random),
  },
];
