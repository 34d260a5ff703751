import type { Decider, Place, PolicyBook, Records, Reviewer } from '../decide/index.ts';

export interface ConsoleOptions {
  readonly decider: Pick<Decider, 'queue' | 'learning' | 'drift'>;
  /** The decider's own. */
  readonly records: Records;
  /** The decider's own. */
  readonly policies: PolicyBook;
  /**
   * Who asks, as the site's own login says: by a session that other sites' pages cannot use. Null: nobody,
   * and nothing is shown.
   */
  readonly reviewerOf: (request: Request) => Reviewer | null | Promise<Reviewer | null>;
  /** Where the site's login is; who is nobody is sent there. @default an answer 401 */
  readonly signInUrl?: string | undefined;
  /** Path at which the console is mounted; empty for the root. @default '/console' */
  readonly path?: string | undefined;
  /** ISO 4217 code of the decider's currency; null where the site never gives amounts. @default null */
  readonly currency?: string | null | undefined;
  /** IANA name of the time zone in which times are shown. @default 'UTC' */
  readonly timeZone?: string | undefined;
  /** What people call a place, such as `Berlin`; null for its coordinates. @default coordinates */
  readonly placeName?: ((place: Place) => string | null) | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Checked options; `signInUrl` is null where there is none. */
export type ConsoleSettings = {
  readonly [Name in Exclude<keyof ConsoleOptions, 'signInUrl'>]-?: Exclude<ConsoleOptions[Name], undefined>;
} & { readonly signInUrl: string | null };

const OPTIONS: Readonly<Record<keyof ConsoleOptions, true>> = {
  decider: true,
  records: true,
  policies: true,
  reviewerOf: true,
  signInUrl: true,
  path: true,
  currency: true,
  timeZone: true,
  placeName: true,
  now: true,
};

/** @throws TypeError naming the option that is wrong */
export function readConsoleOptions(options: ConsoleOptions): ConsoleSettings {
  check(typeof options === 'object' && options !== null, 'options must be an object');
  for (const name of Object.keys(options)) check(Object.hasOwn(OPTIONS, name), `${name} is no option`);
  const { decider, records, policies, reviewerOf, signInUrl = null, path = '/console' } = options;
  const { currency = null, timeZone = 'UTC', placeName = () => null, now = Date.now } = options;
  const hasParts = isFunction(decider?.queue) && isFunction(decider.learning) && isFunction(decider.drift);
  check(hasParts, 'decider must be a Decider');
  check(isFunction(records?.export), 'records must be Records');
  check(isFunction(policies?.entries), 'policies must be a PolicyBook');
  check(isFunction(reviewerOf), 'reviewerOf must be a function: without a login nobody may see this');
  check(/^(\/[\w.~-]+)*$/.test(path), 'path must be empty, or begin with / and not end with it');
  check(currency === null || /^[A-Z]{3}$/.test(currency), 'currency must be ISO 4217, or null');
  check(isTimeZone(timeZone), 'timeZone must be an IANA name');
  check(isFunction(placeName) && isFunction(now), 'placeName and now must be functions');
  return {
    decider,
    records,
    policies,
    reviewerOf,
    signInUrl,
    path,
    currency,
    timeZone,
    placeName,
    now,
  };
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(`console: ${message}`);
}
