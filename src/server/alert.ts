/** Something a person should look at. Thumbprints are pairwise per site and may be logged. */
export interface Alert {
  /**
   * `key_mismatch`: a verdict came with a binding cookie and another key, which is what a stolen cookie looks like – and a browser that
   * lost its storage, once. `key_replaced`: a visitor with a bound key has enrolled another one without the old one's word.
   */
  readonly kind: 'key_mismatch' | 'key_replaced';
  readonly action: string;
  readonly sid: string;
  /** The key that came, and the one that is bound. */
  readonly jkt: string;
  readonly bound: string;
  /** Seconds since the bound key was bound, where that is known. */
  readonly ageSeconds?: number;
}

/** Tells; a hook that fails changes nothing. */
export function raise(onAlert: ((alert: Alert) => unknown) | undefined, alert: Alert): void {
  try {
    const said = onAlert?.(alert);
    if (said instanceof Promise) said.catch(() => undefined);
  } catch {
    // The site's own trouble.
  }
}
