import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellOf, countsOf, type Tried } from '../../../lab/redteam/cell.ts';
import { createRemaining, durationOf } from '../../../lab/redteam/remaining.ts';
import { openState } from '../../../lab/redteam/state.ts';

describe('what a run keeps', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'redteam-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is there for the next run of the same key, and for no other', () => {
    openState(folder).save('a b/c', 'key', { n: 1 });
    expect(openState(folder).load('a b/c', 'key')).toEqual({ n: 1 });
    expect(openState(folder).load('a b/c', 'another')).toBeNull();
    expect(openState(folder).all('a-b')).toMatchObject([{ unit: 'a-b-c', key: 'key', value: { n: 1 } }]);
  });

  it('is done again where a kill cut it off', () => {
    const state = openState(folder);
    writeFileSync(join(folder, 'cut.json'), '{"key":"key","val');
    expect(state.load('cut', 'key')).toBeNull();
    expect(state.all('')).toEqual([]);
  });

  it('is forgotten on demand', () => {
    openState(folder).save('unit', 'key', 1);
    expect(openState(folder, { restart: true }).load('unit', 'key')).toBeNull();
  });
});

describe('the remaining time', () => {
  it('comes from the pace of this run alone', () => {
    let now = 0;
    const lines: string[] = [];
    const remaining = createRemaining({
      total: 100,
      unit: 'visits',
      now: () => now,
      write: (l) => lines.push(l),
    });
    remaining.skip(50);
    now = 60_000;
    remaining.done(10);
    expect(lines).toEqual(['60/100 visits, 4 min left\n']);
  });

  it.each([
    [95_000, '95 s'],
    [720_000, '12 min'],
    [12_240_000, '3.4 h'],
  ])('of %d ms reads %s', (ms, text) => {
    expect(durationOf(ms)).toBe(text);
  });
});

describe('a cell', () => {
  const tried = (level: Tried['level'], flags: string[] = []): Tried => {
    return { level, flags, logit: level === 'low' ? -1 : 2, decision: null };
  };

  it('counts what passed with no objection apart from what was low', () => {
    const visits = [tried('low'), tried('low', ['near_duplicate']), tried('high'), tried('unknown')];
    const cell = cellOf(countsOf(visits));
    expect(cell.levels.low).toMatchObject({ hits: 2, share: 0.5 });
    expect(cell.passed).toMatchObject({ hits: 1, share: 0.25 });
    expect(cell.levels.low.low).toBeLessThan(0.5);
    expect(cell.levels.low.high).toBeGreaterThan(0.5);
  });

  it('of a challenge by the shop did not pass', () => {
    expect(countsOf([{ ...tried('low'), decision: 'challenge' }]).passed).toBe(0);
  });
});
