import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDayFolder } from '../../../demo/seed/folder.ts';
import { FolderInUse } from '../../../demo/stores/folder-lock.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28, 16);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsign-day-'));
});

/** The same process again, as after a restart. */
function reopen(nowMs: number) {
  writeFileSync(`${folder}.lock`, '0');
  return openDayFolder(folder, nowMs);
}

describe('the folder of a seeded day', () => {
  it('has none at first, and then the one that was completed, for half a day', () => {
    const first = openDayFolder(folder, NOW);
    expect(first.kept).toBeNull();
    first.keep(NOW);
    expect(reopen(NOW + HOUR).kept).toMatchObject({ nowMs: NOW });
    expect(reopen(NOW + 12 * HOUR).kept).toBeNull();
    expect(reopen(NOW + HOUR).kept).toBeNull();
  });

  it.each([
    ['was left half filled', null],
    ['is another one', '{"nowMs":1795881600000,"story":"another"}'],
    ['says nothing', '{'],
  ])('removes a day that %s', (_, said) => {
    const { database } = openDayFolder(folder, NOW);
    mkdirSync(database);
    if (said !== null) writeFileSync(join(folder, 'day.json'), said);
    expect(reopen(NOW).kept).toBeNull();
    expect(existsSync(database)).toBe(false);
  });

  it('keeps the database of a day that it opens again', () => {
    const { database, keep } = openDayFolder(folder, NOW);
    mkdirSync(database);
    keep(NOW);
    expect(reopen(NOW).kept).not.toBeNull();
    expect(existsSync(database)).toBe(true);
  });

  it('is one process’s', () => {
    openDayFolder(folder, NOW);
    expect(() => openDayFolder(folder, NOW)).toThrow(FolderInUse);
  });
});
