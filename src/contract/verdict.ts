/**
 * low: let pass · medium: challenge · high: let a person decide · unknown: no verdict, never to be read as
 * low.
 */
export type Level = 'low' | 'medium' | 'high' | 'unknown';

export type EngineName = 'exact' | 'ort-wasm' | 'ort-webgpu';

/** One line of the explanation. Weights are logit units; all of them together are the logit. */
export interface Reason {
  /**
   * `group.measure` of a feature, or `baseline`, or `other` (what is too small to list), or at a backend
   * `unfamiliar` (what the level does not rest on; it weighs 0).
   */
  readonly code: string;
  /** Contribution to the logit; positive is riskier. */
  readonly weight: number;
  readonly direction: 'risk' | 'trust' | 'neutral';
  /**
   * A plain sentence. A page's verdict has one about the feature's group; the backend and `tellsign/reasons`
   * give one about the feature itself.
   */
  readonly text: string;
}

/** Contribution of each group that had evidence, logit units, and `baseline`; they sum to the logit. */
export type GroupContributions = Readonly<Record<string, number>>;

/** Why a verdict is thinner than it could be. What each means: docs/integrate.md. */
export const DEGRADED = [
  'off',
  'paused',
  'destroyed',
  'worker_unavailable',
  'worker_died',
  'worker_timeout',
  'worker_stale',
  'model_unavailable',
  'model_refused',
  'model_malformed',
  'nonce_unavailable',
  'nonce_timeout',
  'nonce_malformed',
  'offline',
  'key_ephemeral',
  'sign_unavailable',
  'insecure_context',
  'timeout',
] as const;
export type Degraded = (typeof DEGRADED)[number];

/**
 * What `assess` resolves to. `score` and `logit` are null exactly when `level` is `unknown` for want of a
 * score.
 */
export interface Verdict {
  readonly action: string;
  readonly level: Level;
  /** Calibrated probability of automation, 0..1; higher is riskier. */
  readonly score: number | null;
  readonly logit: number | null;
  readonly reasons: readonly Reason[];
  readonly groups: GroupContributions;
  /** Compact JWS for the backend; null when none could be made. */
  readonly token: string | null;
  readonly degraded: readonly Degraded[];
  readonly engine: EngineName | null;
  /** Events seen, and seconds between the first and the last. */
  readonly events: number;
  readonly seconds: number;
}
