/**
 * Milliseconds since the process started. What a store keeps in memory is timed with this clock and not with
 * the wall clock: a wall clock that jumps a day ahead and back would forget every used nonce in between.
 */
export const monotonicMs = (): number => performance.now();
