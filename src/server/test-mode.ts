import { readEnvironment } from './environment.ts';
import type { Accepted } from './result.ts';

/** What every verdict is in test mode: an accepted one of this level, or none. */
export type TestOutcome = 'low' | 'medium' | 'high' | 'unknown' | 'missing';

/** Scores that stand for the levels. Chosen: the ends of the range and its middle. */
const SCORES = { low: 0, medium: 0.5, high: 1, unknown: null, missing: null } as const satisfies Readonly<
  Record<TestOutcome, number | null>
>;

/**
 * Whether test mode may be on (A18): only where `NODE_ENV` is `test` or `development`, or the site says so.
 *
 * @throws TypeError where it may not, or there is no such outcome
 */
export function checkTest(test: TestOutcome | undefined, allowTest: boolean | undefined): void {
  if (test === undefined) return;
  if (!Object.hasOwn(SCORES, test)) throw new TypeError(`test must be ${Object.keys(SCORES).join(', ')}`);
  if (allowTest !== true && !/^(test|development)$/.test(readEnvironment('NODE_ENV') ?? ''))
    throw new TypeError('test needs NODE_ENV test or development, or allowTest');
}

/** An accepted test verdict: authentic like any other, judged as the site's test wants it. */
export const judgeAs = (test: TestOutcome, accepted: Accepted): Accepted => ({
  ...accepted,
  level: test as Accepted['level'],
  score: SCORES[test],
  flags: [],
  degraded: [],
  test: true,
});
