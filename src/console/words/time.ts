export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A length of time in its largest fitting unit: “under a minute”, “5 min”, “3 h”, “12 days”. */
export function duration(ms: number): string {
  const length = Math.abs(ms);
  if (length < MINUTE_MS) return 'under a minute';
  if (length < 2 * HOUR_MS) return `${Math.round(length / MINUTE_MS)} min`;
  if (length < 2 * DAY_MS) return `${Math.round(length / HOUR_MS)} h`;
  return `${Math.round(length / DAY_MS)} days`;
}

/** Such as “28 Nov, 14:05”. */
export function clock(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(ms);
}

/** Such as “14:05”. */
export const hourMinute = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(ms);

/** Such as “Saturday, 28 November”. */
export const day = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(ms);

/** Such as “28 November 2026”. */
export const date = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(ms);

/** Machines read it in `<time datetime>`. */
export const iso = (ms: number): string => new Date(ms).toISOString();
