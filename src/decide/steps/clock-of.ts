/** A clock that stands, or the decider's own. @throws TypeError for what is no time */
export function clockOf(atMs: number | undefined, now: () => number): () => number {
  if (atMs === undefined) return now;
  if (!Number.isFinite(atMs)) throw new TypeError('now must be milliseconds since 1970');
  return () => atMs;
}
