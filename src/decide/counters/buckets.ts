import { WINDOWS, type Window } from '../policy/variables.ts';

/** Widths of the buckets in which a window is counted: a minute, ten for a day (decide.md §5). */
export const WIDTHS = { '10m': 60_000, '1h': 60_000, '1d': 600_000 } as const;

/** Different names are counted exactly up to here; one more stands for all beyond (decide.md §5). */
export const MOST_DISTINCT = 64;

export const bucketOf = (atMs: number, widthMs: number): number => Math.floor(atMs / widthMs);

/**
 * Whether a bucket counts for a window that ends now. All of its attempts must be younger than the window:
 * one exactly as old as the window no longer counts, and one in a bucket that the window cuts drops out
 * early.
 */
export const isWithin = (bucket: number, window: Window, nowMs: number): boolean =>
  bucket * WIDTHS[window] > nowMs - WINDOWS[window];
