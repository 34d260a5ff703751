import type { Random } from '../../../../train/random.ts';
import type { Desk, FormField } from '../desk.ts';
import type { Fill } from '../hand.ts';
import type { Typist } from '../typing.ts';

const FROM_PAGE = { trusted: false, autofill: false, composing: false } as const;

export const typed =
  (typist: Typist): Fill =>
  (desk, field) =>
    desk.type(field, typist);

/** Keys go to an input method; what it writes is a composition until a candidate is taken. */
export const composed =
  (typist: Typist): Fill =>
  (desk, field) => {
    for (let left = field.characters; left > 0; ) {
      const word = Math.min(left, desk.random.integer(2, 7));
      left -= word;
      desk.type(field, typist, { count: word, composing: true });
      // The candidate is shorter than its reading, and taken with the space bar.
      desk.wait(desk.random.logNormal(260, 0.4));
      const change = -desk.random.integer(0, word - 1);
      desk.put({
        kind: 'input',
        field: field.number,
        inputType: 'insertCompositionText',
        change,
        stack: { trusted: true, autofill: false, composing: true },
      });
    }
  };

/** Copies elsewhere, comes back, pastes with the keyboard. */
export const pasted =
  (typist: Typist): Fill =>
  (desk, field) => {
    const { random } = desk;
    if (random.chance(0.6)) {
      desk.wait(random.uniform(200, 900));
      desk.put({ kind: 'hide' });
      desk.wait(random.logNormal(3500, 0.5));
      desk.put({ kind: 'show' });
      desk.wait(random.logNormal(700, 0.4));
    }
    const stack = { trusted: true, code: true, repeat: false, composing: false } as const;
    const hold = typist.dwell();
    desk.put({ kind: 'keydown', class: 'modifier', key: 903, stack });
    desk.wait(random.logNormal(110, 0.4));
    desk.put({ kind: 'keydown', class: 'letter', key: 904, stack });
    desk.put({ kind: 'paste', field: field.number, length: field.characters, stack: { trusted: true } }, 1);
    insert(desk, field, { inputType: 'insertFromPaste', trusted: true }, 1.5);
    desk.wait(hold);
    desk.put({ kind: 'keyup', class: 'letter', key: 904, stack });
    desk.wait(random.logNormal(60, 0.5));
    desk.put({ kind: 'keyup', class: 'modifier', key: 903, stack });
    desk.wait(random.logNormal(400, 0.5));
  };

/** Speaks a phrase; the system's text service writes it at once, trusted and without a key. */
export const spoken: Fill = (desk, field) => {
  const phrases = field.characters > 14 && desk.random.chance(0.5) ? 2 : 1;
  for (let phrase = 0; phrase < phrases; phrase += 1) {
    // Speech at 110–170 words a minute, five characters a word, and the recogniser's own delay.
    const characters = Math.ceil(field.characters / phrases);
    desk.wait((characters / 5 / desk.random.uniform(110, 170)) * 60_000 + desk.random.uniform(500, 1500));
    insert(desk, { ...field, characters }, { inputType: 'insertText', trusted: true });
  }
  desk.wait(desk.random.logNormal(700, 0.4));
};

/** The browser's own autofill of all fields, taken at the first one; the rest is looked at. */
export const autofilled = (fields: readonly FormField[], random: Random): Fill => {
  const offered = random.integer(0, 1);
  return (desk, field) => {
    desk.wait(random.logNormal(900, 0.4));
    if (field !== fields[offered]) return;
    for (const other of fields) {
      desk.put(
        {
          kind: 'input',
          field: other.number,
          inputType: 'insertReplacementText',
          change: other.characters,
          stack: { trusted: true, autofill: true, composing: false },
        },
        random.uniform(0, 6),
      );
    }
    desk.wait(random.logNormal(1200, 0.4));
  };
};

/** A password manager's content script: it focuses each field and writes into it with events of its own. */
export function managed(desk: Desk, fields: readonly FormField[]): void {
  for (const field of fields) {
    desk.focus(field);
    insert(desk, field, { inputType: '', trusted: false }, 0.5);
    desk.wait(desk.random.uniform(1, 8));
  }
}

function insert(
  desk: Desk,
  field: FormField,
  { inputType, trusted }: { readonly inputType: string; readonly trusted: boolean },
  afterMs = 0,
): void {
  desk.put(
    {
      kind: 'input',
      field: field.number,
      inputType,
      change: field.characters,
      stack: { ...FROM_PAGE, trusted },
    },
    afterMs,
  );
}
