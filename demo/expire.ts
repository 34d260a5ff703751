import type { Decider } from 'tellsign/decide';

/** Once a day, as `retentionDays` counts. */
const EVERY_MS = 24 * 3_600_000;

/**
 * Removes what is older than `retentionDays`, at the start and once a day: `decide` itself never does. The
 * timer keeps no process alive. Where records fail, the next run makes up for it.
 */
export function expireDaily(
  { expire }: Pick<Decider, 'expire'>,
  report: (error: unknown) => void,
): ReturnType<typeof setInterval> {
  const run = () => void expire().catch(report);
  run();
  return setInterval(run, EVERY_MS).unref();
}
