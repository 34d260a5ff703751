import type { Degraded, Verdict } from '../contract/verdict.ts';

/** A verdict that only says why there is none. */
export const blankVerdict = (action: string, degraded: readonly Degraded[]): Verdict => ({
  action,
  level: 'unknown',
  score: null,
  logit: null,
  reasons: [],
  groups: {},
  token: null,
  degraded,
  engine: null,
  events: 0,
  seconds: 0,
});
