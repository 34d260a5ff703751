/** What drift is looked for in: the score, each feature of the evidence, and visits without a token. */
export type DriftSignal = 'score' | 'feature' | 'missing';

/** What most likely shifted a site's visits. */
export type DriftCauseKind = 'attack' | 'browser_release' | 'deploy' | 'unknown';
