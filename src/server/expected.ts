import type { OperationPolicy, Settings } from './options.ts';

/** One call of `verify`, checked. */
export interface Expected {
  readonly op: string;
  readonly sid: string;
  readonly policy: Required<OperationPolicy>;
  /** Transaction hash the token must have signed. */
  readonly txh: string | undefined;
  /** Thumbprint bound to this visitor. */
  readonly jkt: string | undefined;
  readonly keyAgeSeconds: number | undefined;
  readonly idempotencyKey: string | undefined;
  /** When the visit began by the server's clock, epoch seconds. */
  readonly servedAt: number | undefined;
  readonly explain: boolean;
}

/** What every step of one verification is held against; the clock is read once. */
export interface Context {
  readonly expected: Expected;
  readonly settings: Settings;
  /** Epoch seconds. */
  readonly now: number;
}
