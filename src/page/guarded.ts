/** The forms that are guarded, and how far a press on one of them is. */
export const FORM = 'form[data-tellsign]';
/**
 * If a script submits the form again within this, ms, without a new press, it is still the same press.
 * Chosen: half of a token's life (`DEFAULT_LIFETIME_SECONDS`), so that the token still has time to arrive.
 */
export const TOKEN_MS = 60_000;

/**
 * The state of a form's last press, kept on the form. The symbol is of the global registry, so that other
 * clients and other copies of this code find it too.
 */
export const PRESS = Symbol.for('tellsign.press');
export type Guarded = HTMLFormElement & { [PRESS]?: 'held' | { readonly releasedAt: number } };

/**
 * The time of `performance.now`, ms, even if the page replaced that: a form must not be held again and again.
 */
export const browserTime = () => new Event('').timeStamp;
