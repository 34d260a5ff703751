import type { Verification } from 'tellsign/server';
import { model } from 'tellsign/server/model';
import { type GroupName, HANDS, type Hands } from './hands.ts';

type Evidence = Extract<Verification, { readonly ok: true }>['evidence'];

/**
 * Where each group's features lie in evidence of schema 3 (docs/features.md): the first place, and how many.
 */
export const PLACES: Readonly<Record<GroupName, readonly [first: number, count: number]>> = {
  click: [9, 9],
  path: [18, 9],
  motion: [27, 9],
  keys: [36, 9],
  typing: [45, 6],
  text_entry: [51, 7],
  touch: [65, 9],
  flow: [74, 9],
  swipe: [105, 9],
};
/** Features of schema 3. */
export const FEATURES = 118;

/**
 * Middles of this shop's visits by place, steps; 0 elsewhere. Made up, as everything of the day: who buys
 * pots types slower and more evenly, holds keys longer, corrects the pointer more often and taps longer than
 * the people that the model was made on. Nobody measured it.
 */
const MIDDLES: Readonly<Record<number, number>> = {
  /** `motion.submovement_rate` */
  31: 18,
  /** `keys.dwell_p50`, `keys.iki_p50` */
  37: 12,
  39: 22,
  /** `touch.tap_dwell_p50`, `touch.swipe_deviation_p50` */
  67: 20,
  70: 13,
  /** `swipe.turn_mean`, `swipe.side_changes`, `swipe.peak_at_iqr` */
  106: 8,
  107: 12,
  110: 12,
};

/** What is as long as a model's id in a verdict: half of its file's SHA-256. */
const ID_BYTES = 16;

/** Id of the shipped model, on whose scale the evidence of the day is. */
export const MODEL: string = Buffer.from(model.manifest.sha256, 'hex')
  .subarray(0, ID_BYTES)
  .toString('base64url');

/**
 * A visit's evidence: features of the groups that such hands have, at what was drawn around their middles.
 * The rest is missing, as in a verdict. The score does not follow from it: that was drawn, too.
 */
export function layOut(hands: Hands, drawn: Int8Array): Evidence {
  const values = new Int8Array(FEATURES);
  const missing = new Uint8Array(FEATURES).fill(1);
  let next = 0;
  for (const group of Object.keys(HANDS[hands]) as GroupName[]) {
    const [first, count] = PLACES[group];
    for (let place = first; place < first + count; place++) {
      values[place] = (MIDDLES[place] ?? 0) + (drawn[next++] ?? 0);
      missing[place] = 0;
    }
  }
  return { schema: 3, flags: 0, values, missing };
}
