/** In which order a date with slashes or points is written. Without it such a date is not read. */
export const DAY_ORDERS = ['dmy', 'mdy'] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

export interface TimeOptions {
  /** IANA name: the zone of times that name none. */
  readonly zone: string;
  readonly dayOrder?: DayOrder | undefined;
}

const DAY_MS = 86_400_000;
/**
 * A date, and a time with or without a zone, as ISO 8601, SQL and most exports write them. No zone is more
 * than 14 hours off UTC (IANA time zone database).
 */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)? ?(Z|UTC|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;
const SLASHED = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: (\d\d):(\d\d)(?::(\d\d))?)?$/;
/** Seconds since 1970, as interfaces give them, or milliseconds. */
const UNIX = /^\d{10}(\d{3})?$/;

/** A time that a cell says: from, and before, milliseconds since 1970. A date alone is its whole day. */
export interface TimeRead {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Reads a cell. Null for what is no time: a day that does not exist, or one that could be two. */
export type ReadTime = (text: string) => TimeRead | null;

/** @throws RangeError for a zone that nobody knows */
export function createReadTime({ zone: ownZone, dayOrder }: TimeOptions): ReadTime {
  const aheadOf = createClock(ownZone);
  return (text) => {
    if (UNIX.test(text)) {
      const ms = Number(text) * (text.length === 10 ? 1000 : 1);
      return { fromMs: ms, toMs: ms + 1000 };
    }
    const parts = partsOf(text, dayOrder);
    if (parts === null) return null;
    const { date, time, zone } = parts;
    const local = shownOf(date, time ?? []);
    if (local === null) return null;
    const inUtc = (shown: number) => shown - (zone ?? aheadOf(shown));
    const fromMs = inUtc(local);
    return { fromMs, toMs: time === null ? inUtc(local + DAY_MS) : fromMs + 1000 };
  };
}

/** What a clock of UTC would show then, milliseconds since 1970; null for a day or an hour that is none. */
function shownOf(date: readonly number[], time: readonly number[]): number | null {
  const [year = 0, month = 0, day = 0] = date;
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = time;
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const shown = Date.UTC(year, month - 1, day, hours, minutes, seconds, ms);
  const read = new Date(shown);
  const isSameDay =
    read.getUTCFullYear() === year && read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
  return isSameDay ? shown : null;
}

interface Parts {
  readonly date: readonly number[];
  /** Null for a date alone. */
  readonly time: readonly number[] | null;
  /** What the zone is ahead of UTC, milliseconds; null where none is named. */
  readonly zone: number | null;
}

function partsOf(text: string, dayOrder: DayOrder | undefined): Parts | null {
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hours, minutes, seconds, fraction = '', zone] = iso;
    const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
    const time = hours === undefined ? null : [...[hours, minutes, seconds ?? 0].map(Number), ms];
    return { date: [year, month, day].map(Number), time, zone: zone ? zoneMs(zone) : null };
  }
  const slashed = SLASHED.exec(text);
  if (!slashed || dayOrder === undefined) return null;
  const [, first, second, year, hours, minutes, seconds] = slashed;
  const [month, day] = dayOrder === 'mdy' ? [first, second] : [second, first];
  const time = hours === undefined ? null : [hours, minutes, seconds ?? 0].map(Number);
  return { date: [year, month, day].map(Number), time, zone: null };
}

function zoneMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** What a zone is ahead of UTC at the time that its clocks show; in the hour that they repeat, the first. */
function createClock(timeZone: string): (shown: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  /** What the zone's clocks show at a time, as if they showed UTC. */
  function shownAt(ms: number): number {
    const parts = format.formatToParts(ms).map(({ type, value }) => [type, Number(value)] as const);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = Object.fromEntries(parts);
    return Date.UTC(year, month - 1, day, hour, minute, second) + (ms % 1000);
  }
  const ahead = (ms: number) => shownAt(ms) - ms;
  return (shown) => {
    const dayBefore = ahead(shown - ahead(shown) - DAY_MS);
    return shownAt(shown - dayBefore) === shown ? dayBefore : ahead(shown - dayBefore);
  };
}
