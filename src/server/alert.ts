/** An event that a person should examine. */
export type Alert = KeyAlert | ModelAlert | RefusedModelAlert;

/** A key or a session may be stolen. Thumbprints are pairwise per site and may be logged. */
export interface KeyAlert {
  readonly kind: KeyAlertKind;
  readonly action: string;
  readonly sid: string;
  /** The key that was used. */
  readonly jkt: string;
  /** The key that is or was bound. */
  readonly bound: string;
  /** Seconds since the bound key was bound, where that is known. */
  readonly ageSeconds?: number;
}

/**
 * - `key_mismatch`: a verdict came with a binding cookie and another key. A stolen cookie looks like this,
 *   and so does, once, a browser that lost its storage.
 * - `key_replaced`: a visitor with a bound key has enrolled another one without the old one's word.
 * - `binding_absent`: a session that had a bound key came without it. A stolen session cookie looks like
 *   this.
 * - `second_successor`: a key that was rotated before has named another successor. A copied key looks like
 *   this.
 */
export type KeyAlertKind = 'key_mismatch' | 'key_replaced' | 'binding_absent' | 'second_successor';

/**
 * A page scored with another model although the site delivers its own: it has refused the delivered one, or
 * was open before. Raised once a day; look for `model_refused` in `degraded` on the page.
 */
export interface RefusedModelAlert {
  readonly kind: 'model_refused';
  /** `mdl` of the verdict: the model that scored. */
  readonly model: string;
  /** `mdl` of the delivered model. */
  readonly delivered: string;
}

/**
 * A model is near or past one of its dates and needs a new release. Raised once a day, from 90 days before;
 * of a delivered model in the last quarter of its life.
 */
export interface ModelAlert {
  readonly kind: 'model_ageing';
  /** `mdl` of its verdicts. */
  readonly model: string;
  /** Times from which on its verdicts are `medium` at best, and refused; epoch seconds, 0 for never. */
  readonly deprecated: number;
  readonly exp: number;
}
