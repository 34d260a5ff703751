import { CliError } from '../cli-error.ts';

const DAY_SECONDS = 86_400;

export interface Term {
  readonly version: number;
  readonly days: number;
  /** Longest that is taken, seconds. */
  readonly maxSeconds: number;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/**
 * From when and until when what is signed now counts, epoch seconds.
 *
 * @throws CliError for a version below 1, or for too many days
 */
export function termOf({ version, days, maxSeconds, nowMs }: Term): {
  readonly iat: number;
  readonly exp: number;
} {
  if (!Number.isSafeInteger(version) || version < 1)
    throw new CliError('argument_invalid', '--version is 1 or more.');
  if (!(days > 0 && days * DAY_SECONDS <= maxSeconds))
    throw new CliError('argument_invalid', `--days is 1 to ${maxSeconds / DAY_SECONDS}.`);
  const iat = Math.floor(nowMs / 1000);
  return { iat, exp: iat + Math.floor(days * DAY_SECONDS) };
}
