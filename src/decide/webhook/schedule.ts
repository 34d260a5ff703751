const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** Pauses after the first attempt, the second and so on, ms: the example of Standard Webhooks 1.0. */
const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** A pause is longer or shorter by up to this share, so that what failed together is not sent together. */
const JITTER = 0.1;
/** A receiver may ask for a longer pause, but for no longer one. */
const MAX_PAUSE_MS = 24 * HOUR;

/** Attempts that a message gets, over some three days. */
export const ATTEMPTS = PAUSES_MS.length + 1;

export interface Failed {
  readonly atMs: number;
  /** Attempts so far. */
  readonly tries: number;
  /** The pause that the receiver asks for, milliseconds; null where it asks for none. */
  readonly retryAfterMs: number | null;
  /** 0..1, less than 1. */
  readonly random: number;
}

/** When a message that failed is sent again, milliseconds since 1970; null where it is given up. */
export function nextAttemptMs({ atMs, tries, retryAfterMs, random }: Failed): number | null {
  const pauseMs = PAUSES_MS[tries - 1];
  if (pauseMs === undefined) return null;
  const wanted = Math.min(retryAfterMs ?? 0, MAX_PAUSE_MS);
  return atMs + Math.max(wanted, pauseMs * (1 + JITTER * (2 * random - 1)));
}
