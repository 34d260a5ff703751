import { describe, expect, it } from 'vitest';
import { createReadTime } from '../../../../src/cli/labels/time.ts';

const span = (text: string, zone = 'UTC', dayOrder?: 'dmy' | 'mdy') => {
  const read = createReadTime({ zone, dayOrder })(text);
  return read && [read.fromMs, read.toMs].map((ms) => new Date(ms).toISOString().replace('.000Z', 'Z'));
};
const first = (...args: Parameters<typeof span>) => span(...args)?.[0];

describe('a time', () => {
  it.each<readonly [string, string, string]>([
    ['2026-11-28', 'UTC', '2026-11-28T00:00:00Z 2026-11-29T00:00:00Z'],
    ['2026-11-28', 'Europe/Berlin', '2026-11-27T23:00:00Z 2026-11-28T23:00:00Z'],
    // The day on which clocks go back has 25 hours, the one on which they go forward 23.
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z 2026-10-25T23:00:00Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z 2026-03-29T22:00:00Z'],
    ['2026-11-28', 'Asia/Tokyo', '2026-11-27T15:00:00Z 2026-11-28T15:00:00Z'],
  ])('that is the date %s in %s is its whole day', (text, zone, wanted) => {
    expect(span(text, zone)?.join(' ')).toBe(wanted);
  });

  it.each<readonly [string, string, string]>([
    ['2026-11-28T10:00:00Z', 'Asia/Tokyo', '2026-11-28T10:00:00Z'],
    ['2026-11-28 10:00:00 UTC', 'Asia/Tokyo', '2026-11-28T10:00:00Z'],
    ['2026-11-28 10:00:00.25+05:30', 'UTC', '2026-11-28T04:30:00.250Z'],
    ['2026-11-28T10:00-0800', 'UTC', '2026-11-28T18:00:00Z'],
    ['2026-07-01 12:00', 'America/Los_Angeles', '2026-07-01T19:00:00Z'],
    ['2026-12-01 12:00', 'America/Los_Angeles', '2026-12-01T20:00:00Z'],
    ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-10-25 03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z'],
    ['1764325200', 'Asia/Tokyo', '2025-11-28T10:20:00Z'],
    ['1764325200123', 'Asia/Tokyo', '2025-11-28T10:20:00.123Z'],
  ])('%s in %s', (text, zone, wanted) => {
    expect(first(text, zone)).toBe(wanted);
  });

  it('with slashes or points is read where somebody says how', () => {
    expect(first('11/28/2026')).toBeUndefined();
    expect(first('11/28/2026', 'UTC', 'mdy')).toBe('2026-11-28T00:00:00Z');
    expect(first('28.11.2026 09:30', 'Europe/Berlin', 'dmy')).toBe('2026-11-28T08:30:00Z');
    expect(first('28/11/2026', 'UTC', 'mdy')).toBeUndefined();
  });

  it.each([
    '',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-11-28 24:00',
    '26-11-28',
    '2026-11-28 10:00 CET',
    '1e9',
    '0000-01-01',
    '0099-01-01',
    '2026-11-28T10:00+99:99',
    '2026-11-28T10:00+15:00',
    '2026-11-28T10:00-05:60',
  ])('%j is none', (text) => {
    expect(span(text)).toBeNull();
  });
});
