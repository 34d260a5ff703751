/**
 * Limits that an extractor applies and the server's rules assume. They stand here once: if the two differed,
 * evidence from an honest page would break a rule.
 */

/**
 * A gap before a press that is shorter, ms, leaves no time to see that the target is reached (features.md G2,
 * 25).
 */
export const SHORT_GAP_MS = 18;
/**
 * A press that lasts longer or goes further drags something, ms and px (features.md G2: presses last 60–150
 * ms).
 */
export const MAX_CLICK_MS = 1000;
export const MAX_CLICK_PX = 10;

/**
 * A finger taps if it stays within this, px, and lifts within this, ms: Android's touch slop and long press.
 */
export const TAP_PX = 10;
export const TAP_MS = 500;

/**
 * A stroke that goes on for longer is measured in pieces, ms. Chosen: three times the 1.2 s of a slow aimed
 * movement.
 */
export const MAX_STROKE_MS = 4000;
/**
 * A path whose ends are closer than this share of its length is closed. Chosen: a half circle has 64 %, a
 * loop 0.
 */
export const CLOSED_SHARE = 0.25;

/**
 * Width of the window that one repeated holding time fills, ms: a scripted constant with a timer's jitter of
 * ±2 ms.
 */
export const HOLD_WINDOW_MS = 4;
