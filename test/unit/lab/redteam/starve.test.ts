import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { drivingProcesses, release, starve } from '../../../lab/redteam/live/starve.ts';

/** A process with a child of its own; both say something as often as they may. */
const PROGRAM = `
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
process.on('exit', () => child.kill());
process.on('SIGTERM', () => process.exit());
setInterval(() => console.log(child.pid), 1);
`;

const isStopped = (pid: number): boolean => /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

describe.skipIf(process.platform !== 'linux')('starving an attacker', () => {
  let attacker: ChildProcess;
  let pid: number;
  let child: number;
  beforeEach(async () => {
    attacker = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'ignore'] });
    pid = attacker.pid ?? 0;
    const [line] = (await once(attacker.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    child = Number(line.toString().split('\n')[0]);
  });
  afterEach(async () => {
    attacker.kill();
    if (attacker.exitCode === null && attacker.signalCode === null) await once(attacker, 'exit');
  });

  it('finds the process and what it started', () => {
    expect(drivingProcesses(pid)).toEqual([pid, child]);
  });

  it('stops both again and again, and leaves neither stopped', async () => {
    const over = new AbortController();
    const starving = starve(pid, { random: createRandom('starve'), signal: over.signal });
    const seen = new Set<boolean>();
    while (seen.size < 2) {
      seen.add(isStopped(pid) && isStopped(child));
      await new Promise(setImmediate);
    }
    over.abort();
    await starving;
    attacker.stdout?.resume();
    await once(attacker.stdout as NodeJS.ReadableStream, 'data');
    expect(isStopped(pid)).toBe(false);
    expect(isStopped(child)).toBe(false);
  });

  it('can be ended from outside while both are stopped', () => {
    for (const each of [pid, child]) process.kill(each, 'SIGSTOP');
    release(pid);
    expect(isStopped(pid) || isStopped(child)).toBe(false);
  });

  it('does not mind that the process ends meanwhile', async () => {
    const over = new AbortController();
    const starving = starve(pid, { random: createRandom('ends'), signal: over.signal });
    attacker.kill('SIGKILL');
    await once(attacker, 'exit');
    process.kill(child, 'SIGKILL');
    over.abort();
    await expect(starving).resolves.toBeUndefined();
  });
});
