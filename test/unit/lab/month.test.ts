import { describe, expect, it } from 'vitest';
import { SCHEMA_ID } from '../../../src/contract/features/index.ts';
import { monthPicture } from '../../lab/month/picture.ts';
import type { DayResult } from '../../lab/month/site.ts';
import { DAY_MS, START_MS, trafficOf } from '../../lab/month/traffic.ts';

const evidence = { schema: SCHEMA_ID, flags: 0, values: new Int8Array(118), missing: new Uint8Array(118) };
const SHOWN = {
  kinds: { 'mouse and keys': [evidence], 'phone, drawn words': [evidence], 'screen reader': [evidence] },
  waves: [[evidence], [evidence]],
};

describe('orders of a simulated month', () => {
  it('are the same for the same seed, and others for another', () => {
    const orders = (seed: string) => trafficOf(SHOWN, { days: 3, seed });
    expect(orders('a')).toEqual(orders('a'));
    expect(orders('a')).not.toEqual(orders('b'));
  });

  it('come in order, some two hundred a day, and in a wave at once', () => {
    const orders = trafficOf(SHOWN, { days: 30, seed: 'a' });
    expect(orders).toHaveLength(30 * 200 + 3 * 40);
    expect(orders.map(({ atMs }) => atMs)).toEqual(orders.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    const day = (atMs: number) => Math.floor((atMs - START_MS) / DAY_MS);
    const scripts = (wanted: number) =>
      orders.filter(({ kind, atMs }) => kind === null && day(atMs) === wanted).length;
    expect(scripts(9)).toBeGreaterThanOrEqual(40);
    expect(scripts(10)).toBeLessThan(20);
  });

  it('are of thieves on devices of their own, with the account of a customer', () => {
    const thieves = trafficOf(SHOWN, { days: 30, seed: 'a' }).filter(({ isFraud, kind }) => isFraud && kind);
    expect(thieves.length).toBeGreaterThan(40);
    expect(new Set(thieves.map(({ jkt }) => jkt)).size).toBe(thieves.length);
    for (const { account } of thieves) expect(account).toMatch(/^customer-/);
  });
});

describe('the picture of a month', () => {
  it('has a line for each site in each lane, within the drawing', () => {
    const day: DayResult = { loss: 1, fraud: 10, alerts: 3, good: 100, falseAlarms: 2, step: 0 };
    const svg = monthPicture([
      [day, day],
      [day, { ...day, loss: 9 }],
      [day, day],
    ]);
    const lines = [...svg.matchAll(/points="([^"]*)"/g)];
    expect(lines).toHaveLength(9);
    const [, , width, height] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
    for (const [, points = ''] of lines)
      for (const point of points.split(' ')) {
        const [x = -1, y = -1] = point.split(',').map(Number);
        expect(x >= 0 && x <= (width ?? 0) && y >= 0 && y <= (height ?? 0)).toBe(true);
      }
  });
});
