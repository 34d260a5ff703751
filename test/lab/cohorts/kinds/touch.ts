import type { BehaviourEvent, Channel } from '../../../../src/contract/event.ts';
import type { Random } from '../../../../train/random.ts';
import { short } from '../change/short.ts';
import { createDesk, type Desk, environmentOf, FORM, FORM_CHANNELS, type Visit } from '../desk.ts';
import { type Pool, windowOf } from '../pool.ts';
import type { Kind } from './kind.ts';

const TOUCHING_MS = [20_000, 90_000] as const;
/** Fewer events show no visit; a window can fall into a pause. */
const LEAST = 20;
const ATTEMPTS = 20;

/** A stretch with something in it. */
function stretchOf(people: Pool['swipe'], random: Random) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const person = random.pick(people);
    const track = windowOf(person, random, random.uniform(...TOUCHING_MS));
    if (track.length >= LEAST) return { person, track };
  }
  throw new Error('no recording of a finger has enough in it');
}

/** How long each drawn word of somebody's took, ms. */
function wordsOf(track: readonly BehaviourEvent[]): number[] {
  const words: number[] = [];
  let down = Number.NaN;
  for (const { kind, t } of track) {
    if (kind === 'down') down = t;
    if (kind === 'up' && t - down > 100) words.push(t - down);
  }
  return words;
}

/** Words that a phone's keyboard composes, each in the time that a drawn word took its author. */
function write(desk: Desk, field: (typeof FORM)[number], words: readonly number[]): void {
  const stack = { trusted: true, autofill: false, composing: true } as const;
  for (let left = field.characters; left > 0; ) {
    const word = Math.min(left, desk.random.integer(2, 8));
    left -= word;
    desk.wait(desk.random.pick(words));
    // Android's keyboards name no key: one keydown of code 229 an update.
    desk.put({
      kind: 'keydown',
      class: 'other',
      key: 950,
      stack: { trusted: true, code: false, composing: true },
    });
    desk.put(
      { kind: 'input', field: field.number, inputType: 'insertCompositionText', change: word, stack },
      3,
    );
    desk.put(
      { kind: 'keyup', class: 'other', key: 950, stack: { trusted: true, code: false, composing: true } },
      5,
    );
    desk.wait(desk.random.logNormal(350, 0.5));
  }
}

/** A questionnaire on a phone, as recorded, with a form's fields entered at its taps. */
function onPage(pool: Pool, random: Random): Visit {
  const { person, track } = stretchOf(pool.dlrvTouch, random);
  const writer = stretchOf(pool.swipe, random);
  const words = wordsOf(writer.track);
  const desk = createDesk(random);
  let entered = 0;
  for (const [index, event] of track.entries()) {
    desk.wait(event.t - (track[index - 1]?.t ?? 0));
    const stack = event.kind === 'scroll' ? {} : { stack: { trusted: true } };
    desk.put({ ...event, ...stack } as BehaviourEvent);
    const field = FORM[entered];
    if (event.kind !== 'click' || field === undefined || words.length === 0) continue;
    entered += 1;
    desk.focus(field, 1);
    desk.wait(random.logNormal(900, 0.4));
    write(desk, field, words);
  }
  const recorded: Channel[] = ['move', 'click', 'scroll', ...FORM_CHANNELS];
  return {
    people: [person.subject, writer.person.subject],
    environment: { ...environmentOf(recorded, 'touch'), viewport: [412, 839], dpr: 2.625 },
    events: desk.events(),
  };
}

/** Words drawn on a keyboard of the page's own: every contact is the page's. */
function drawn(pool: Pool, random: Random): Visit {
  const { person, track } = stretchOf(pool.swipe, random);
  const [sample] = person.samples;
  return {
    people: [person.subject],
    environment: sample?.environment ?? environmentOf(['move', 'button'], 'touch'),
    events: track,
  };
}

/** Everyone whose pointer is a finger. */
export const TOUCHING: readonly Kind[] = [
  {
    kind: 'phone, page',
    note: 'questionnaire recorded; words composed in the time of drawn ones',
    build: onPage,
  },
  { kind: 'phone, drawn words', note: 'contacts of shape writing, unchanged', build: drawn },
  {
    kind: 'very short, phone',
    note: 'the first 2–10 s of drawn words',
    build: (pool, random) => short(drawn(pool, random), random),
  },
];
