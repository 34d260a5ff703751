/** Attempts below which a share says nothing. Chosen: two of twenty is a tenth, and may be chance. */
const LEAST_ATTEMPTS = 20;
const MINUTE_MS = 60_000;
const MINUTES = 60;

/**
 * Counts attempts and those without a token over the last hour, in this process: a script tag that stopped
 * loading, or a script that never loads it. A share needs no other process to count along.
 */
export function createMissingRate(): (isMissing: boolean, atMs: number) => number {
  const minutes = new Map<number, { attempts: number; missing: number }>();
  return (isMissing, atMs) => {
    const minute = Math.floor(atMs / MINUTE_MS);
    for (const old of minutes.keys()) if (old <= minute - MINUTES) minutes.delete(old);
    const bucket = minutes.get(minute) ?? { attempts: 0, missing: 0 };
    bucket.attempts++;
    if (isMissing) bucket.missing++;
    minutes.set(minute, bucket);
    const sum = (name: keyof typeof bucket) =>
      [...minutes.values()].reduce((total, one) => total + one[name], 0);
    const attempts = sum('attempts');
    return attempts < LEAST_ATTEMPTS ? 0 : sum('missing') / attempts;
  };
}
