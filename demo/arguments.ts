import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run demo [-- --seed-day]

Opens a shop whose backend verifies and decides, with its console at /console.

  --seed-day  a shop that has been open for a month: a day with 1,000 alerts of twelve campaigns and of people
              who are no thieves, in a database of its own (.tmp/seed-day). Filled in half a minute, kept for
              half a day.
  --help      this

Environment: PORT HOST DATABASE_URL REDIS_URL TELLSIGN_SECRET TELLSIGN_CONSOLE_PASSWORD TELLSIGN_AGENTS
TELLSIGN_LOG TELLSIGN_NONCE_TTL`;

export interface Arguments {
  readonly isSeedDay: boolean;
  readonly isHelp: boolean;
}

/** @throws TypeError for arguments that nobody knows */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: { 'seed-day': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  return { isSeedDay: values['seed-day'] === true, isHelp: values.help === true };
}
