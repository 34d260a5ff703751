import type { InputEvent } from '../../../src/contract/event.ts';
import type { Statistic, Tracker } from '../group.ts';
import { createTally } from '../ring.ts';

/**
 * A key writes within this, ms; autorepeat and input methods keep sending keys. Chosen: a page that is busy
 * for longer is unusable.
 */
const KEY_MS = 1000;
/** Characters that one key adds at most. Chosen: pages that format card numbers add a space or a dash. */
const KEY_CHARACTERS = 2;
/** A paste or drop is followed by its input within this, ms. Chosen: as for a key. */
const PASTE_MS = 1000;
/**
 * Text that is added to a field this long after its last change, ms, and is no longer than a word with its
 * space, is a word picked from a list or dictated. Chosen: people need .3 s to choose at all, drivers fill a
 * field in one go (features.md G5, 86), and hardly any word has more than 23 letters.
 */
const WORD_MS = 300;
const WORD_CHARACTERS = 24;
/** Most characters that one insertion counts for. Chosen: one long paste must not outweigh all fields. */
const MAX_WEIGHT = 64;

/** How text got into fields, as shares of the inserted characters. */
export function createInsertions(): Tracker<
  Readonly<Record<'bulk_share' | 'keyless_share' | 'pasted_share' | 'autofill_share', Statistic>>
> {
  const bulk = createTally();
  const keyless = createTally();
  const pasted = createTally();
  const autofilled = createTally();
  let lastKey = Number.NEGATIVE_INFINITY;
  let lastPaste = Number.NEGATIVE_INFINITY;
  let lastChange = { t: Number.NEGATIVE_INFINITY, field: Number.NaN };

  const insert = ({ t, field, inputType, change, stack }: InputEvent) => {
    const weight = Math.min(MAX_WEIGHT, change);
    const autofill = stack?.autofill === true;
    const fromClipboard = /^insertFrom(Paste|Drop|Yank)/.test(inputType) || t - lastPaste <= PASTE_MS;
    // Input methods, suggestions and corrections write words without keys, and say so.
    const assisted = stack?.composing === true || /Composition|Replacement/.test(inputType);
    const predicted = field === lastChange.field && t - lastChange.t >= WORD_MS && change <= WORD_CHARACTERS;
    const explained = autofill || fromClipboard || assisted;
    const keyed = t - lastKey <= KEY_MS;
    bulk.add(!explained && !predicted && change > (keyed ? KEY_CHARACTERS : 1), weight);
    keyless.add(!explained && !keyed, weight);
    pasted.add(fromClipboard && !autofill, weight);
    autofilled.add(autofill, weight);
  };

  return {
    push(event) {
      if (event.kind === 'keydown') lastKey = event.t;
      else if (event.kind === 'paste') lastPaste = event.t;
      if (event.kind !== 'input') return;
      if (event.change > 0) insert(event);
      lastChange = event;
    },
    read: () => ({
      bulk_share: bulk.read(),
      keyless_share: keyless.read(),
      pasted_share: pasted.read(),
      autofill_share: autofilled.read(),
    }),
  };
}
