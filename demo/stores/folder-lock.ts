import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Another process has the folder open. A database in a folder serves one process alone. */
export class FolderInUse extends Error {
  readonly code = 'folder_in_use';

  constructor(folder: string, pid: number) {
    super(
      `folder_in_use: ${folder} is open in process ${pid}, and PGlite serves one process at a time. ` +
        'Stop that process, or give both a PostgreSQL by DATABASE_URL',
    );
  }
}

/**
 * Keeps other processes of this machine out of a folder, by a file beside it with this process's number. What
 * a process that was killed left behind does not count.
 *
 * @returns what gives the folder free; it is free at the process's end in any case
 * @throws FolderInUse where another process has it
 */
export function lockFolder(folder: string): () => void {
  const file = `${resolve(folder)}.lock`;
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      break;
    } catch (error) {
      if (Object(error).code !== 'EEXIST') throw error;
    }
    const pid = Number.parseInt(readOr(file, ''), 10);
    if (pid > 0 && isAlive(pid)) throw new FolderInUse(folder, pid);
    remove(file);
  }
  const free = () => {
    process.off('exit', free);
    remove(file);
  };
  process.once('exit', free);
  return free;
}

/** Whether there is such a process. One that may not be signalled is there, too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Another process was faster.
  }
}
