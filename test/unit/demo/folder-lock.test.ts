import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FolderInUse, lockFolder } from '../../../demo/stores/folder-lock.ts';

const root = mkdtempSync(join(tmpdir(), 'tellsign-lock-'));
afterAll(() => rmSync(root, { recursive: true }));
const fresh = () => join(root, crypto.randomUUID());

describe('the lock of a folder', () => {
  it('keeps a second one out until it is free', () => {
    const folder = fresh();
    const free = lockFolder(folder);
    expect(() => lockFolder(`${folder}/`)).toThrow(FolderInUse);
    expect(() => lockFolder(folder)).toThrow(`is open in process ${process.pid}`);
    free();
    expect(existsSync(`${folder}.lock`)).toBe(false);
    lockFolder(folder)();
  });

  it.each(['', 'nonsense', '-1', '0'])('that says %j is nobody’s', (text) => {
    const folder = fresh();
    writeFileSync(`${folder}.lock`, text);
    lockFolder(folder)();
  });

  it('of a process that was killed does not count', () => {
    const folder = fresh();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    writeFileSync(`${folder}.lock`, `${pid}\n`);
    lockFolder(folder)();
  });
});
