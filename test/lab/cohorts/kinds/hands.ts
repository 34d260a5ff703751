import type { Random } from '../../../../train/random.ts';
import type { Change } from '../change/change.ts';
import { clock } from '../change/clock.ts';
import { rate } from '../change/rate.ts';
import { remote } from '../change/remote.ts';
import { short } from '../change/short.ts';
import { withOneFinger } from '../change/slow.ts';
import { tremor } from '../change/tremor.ts';
import { zoom } from '../change/zoom.ts';
import { FORM, type Visit } from '../desk.ts';
import { type Fill, pickHand, visitByHand } from '../hand.ts';
import type { Pool } from '../pool.ts';
import { createTypist, type Typist } from '../typing.ts';
import { autofilled, composed, managed, pasted, spoken, typed } from './fill.ts';
import type { Kind } from './kind.ts';

interface Habits {
  readonly typist?: (typist: Typist, random: Random) => Typist;
  readonly fill?: (typist: Typist, random: Random) => Fill;
  readonly change?: Change;
}

/** Someone who points and types: both recorded, by two people, in one visit. */
const byHand = (
  kind: string,
  note: string,
  { typist: trained, fill = typed, change }: Habits = {},
): Kind => ({
  kind,
  note,
  build(pool, random) {
    const visit = handled(pool, random, { fill, ...(trained && { typist: trained }) });
    return change ? change(visit, random) : visit;
  },
});

function handled(pool: Pool, random: Random, { typist: trained, fill = typed }: Habits): Visit {
  const plain = createTypist(random.pick(pool.hofstra), random);
  const typist = trained?.(plain, random) ?? plain;
  return visitByHand({ hand: pickHand(pool, random), typist, fill: fill(typist, random), random });
}

/** Takes the manager's offer in the first or second field and types what it left out. */
const byManager = (typist: Typist, random: Random): Fill => {
  const known = FORM.slice(0, random.integer(3, FORM.length));
  const asked = random.integer(0, 1);
  return (desk, field) => {
    if (field === FORM[asked]) {
      desk.wait(random.logNormal(900, 0.4));
      managed(desk, known);
    } else if (!known.includes(field)) desk.type(field, typist);
    desk.wait(random.logNormal(900, 0.4));
  };
};

/** Everyone whose pointer is a recorded mouse. */
export const HANDS: readonly Kind[] = [
  byHand('mouse and keys', 'control: nothing changed'),
  byHand('slow single finger', 'presses one after the other, 1.6–3 times the pauses', {
    typist: withOneFinger,
  }),
  byHand('paste-heavy', 'Ctrl+V in every field, most after a visit elsewhere', { fill: pasted }),
  byHand('dictation', 'phrases put in at once without a key', { fill: () => spoken }),
  byHand('password manager', "a content script's focus and untrusted input, the rest typed", {
    fill: byManager,
  }),
  byHand('browser autofill', 'all fields at once, marked :autofill', {
    fill: (_, random) => autofilled(FORM, random),
  }),
  byHand('input method', 'keys without a character, text composed, candidates taken', { fill: composed }),
  byHand('tremor', '4–12 Hz laid over movement, rests and presses', { change: tremor }),
  byHand('remote desktop', 'times on a 15–40 ms beat, moves merged', { change: remote }),
  byHand('clock of 16 ms', 'times rounded down to 16.7 ms', { change: clock(50 / 3) }),
  byHand('clock of 33 ms', 'times rounded down to 33.3 ms', { change: clock(100 / 3) }),
  byHand('clock of 100 ms', 'times rounded down to 100 ms', { change: clock(100) }),
  byHand('zoom and dense screens', 'whole device px divided by 1.25–3', { change: zoom }),
  ...[60, 125, 500, 1000].map((hertz) =>
    byHand(`mouse of ${hertz} Hz`, 'path interpolated, samples bundled in frames', { change: rate(hertz) }),
  ),
  byHand('very short', 'the first 2–10 s', { change: short }),
];
