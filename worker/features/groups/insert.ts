import type { BehaviourEvent, InputEvent } from '../../../src/contract/event.ts';
import type { FeatureGroup } from '../group.ts';
import { createTally } from '../ring.ts';

/** A key writes within this, ms; autorepeat and input methods keep sending keys. */
const KEY_MS = 1000;
/** One key adds up to this many: pages that format card numbers add a space or a dash. */
const KEY_CHARACTERS = 2;
/** A paste or drop is followed by its input within this, ms. */
const PASTE_MS = 1000;
/** Fields that change closer together than this, ms, were not filled by hand (features.md G5, 91). */
const BURST_MS = 50;
/**
 * Text added to a field this long after its last change, ms, and no longer than a word with its space, is a
 * word picked from a list or spoken: people need .3 s to choose at all (features.md G5, 86 takes insertions
 * at once for filling), drivers fill a field in one go.
 */
const WORD_MS = 300;
const WORD_CHARACTERS = 24;
/** Characters one insertion counts for at most, so that one long paste does not speak for all fields. */
const MAX_WEIGHT = 64;

/** How text got into fields; shares are of inserted characters unless said otherwise (features.md G5). */
export function createInsert(): FeatureGroup<'insert'> {
  const bulk = createTally();
  const keyless = createTally();
  const pasted = createTally();
  const autofilled = createTally();
  const untrusted = createTally();
  const silent = createTally();
  const bursts = createTally();
  let lastKey = Number.NEGATIVE_INFINITY;
  let lastPaste = Number.NEGATIVE_INFINITY;
  let field = Number.NaN;
  let lastChange = Number.NEGATIVE_INFINITY;

  const insert = (event: InputEvent, autofill: boolean) => {
    const weight = Math.min(MAX_WEIGHT, event.change);
    const fromClipboard =
      /^insertFrom(Paste|Drop|Yank)/.test(event.inputType) || event.t - lastPaste <= PASTE_MS;
    // Input methods, suggestions and corrections write words without keys, and say so.
    const assisted = event.stack?.composing === true || /Composition|Replacement/.test(event.inputType);
    const predicted =
      event.field === field && event.t - lastChange >= WORD_MS && event.change <= WORD_CHARACTERS;
    const explained = autofill || fromClipboard || assisted;
    const keyed = event.t - lastKey <= KEY_MS;
    bulk.add(!explained && !predicted && event.change > (keyed ? KEY_CHARACTERS : 1), weight);
    keyless.add(!explained && !keyed, weight);
    pasted.add(fromClipboard && !autofill, weight);
    autofilled.add(autofill, weight);
  };
  const input = (event: InputEvent) => {
    const { trusted, autofill = false } = event.stack ?? {};
    if (trusted !== undefined) {
      untrusted.add(!trusted);
      silent.add(!trusted && event.inputType === '');
    }
    if (event.change > 0) insert(event, autofill);
    if (event.field !== field) {
      if (!autofill && !Number.isNaN(field)) bursts.add(event.t - lastChange <= BURST_MS);
      field = event.field;
    }
    lastChange = event.t;
  };

  return {
    push(event: BehaviourEvent) {
      if (event.kind === 'keydown') lastKey = event.t;
      else if (event.kind === 'paste') lastPaste = event.t;
      else if (event.kind === 'input') input(event);
    },
    read: () => ({
      bulk_share: bulk.read(),
      keyless_share: keyless.read(),
      untrusted_share: untrusted.read(),
      pasted_share: pasted.read(),
      autofill_share: autofilled.read(),
      burst_share: bursts.read(),
      silent_share: silent.read(),
    }),
  };
}
