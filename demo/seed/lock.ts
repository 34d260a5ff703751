import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/**
 * Keeps a folder for this process until it ends: an embedded database must not be opened twice.
 *
 * @throws where another process that still runs has it
 */
export function lockFolder(file: string): void {
  for (const isLast of [false, true]) {
    if (takeLock(file)) break;
    const owner = Number(readFileSync(file, 'utf8'));
    if (isLast || isRunning(owner)) throw new Error(`process ${owner} has it open (${file})`);
    // Left behind by a process that was killed.
    rmSync(file, { force: true });
  }
  process.once('exit', () => rmSync(file, { force: true }));
}

/** False where somebody has it. */
function takeLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 asks, and does nothing. No process has the number 0.
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}
