import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../../train/random.ts';

/**
 * For how long an attacker's process is stopped, and how long it runs in between, ms (features.md §4, 6b).
 */
const STOPPED_MS = [10, 45] as const;
const RUNNING_MS = [10, 60] as const;
/** New processes, such as one xdotool a movement, are looked for as often as this, stops. */
const LOOK_EVERY = 4;
/** What the attacker attacks goes on: browsers and the screen they are shown on. */
const SPARED = /^(chrom(e|ium)|Xvfb|dbus|at-spi)(?!edriver)/;

/**
 * Stops the process and what it started, but no browser, for 10–45 ms at a time until `signal` aborts.
 * Nothing is left stopped.
 */
export async function starve(
  pid: number,
  { random, signal }: { random: Random; signal: AbortSignal },
): Promise<void> {
  for (let stops = 0, pids: number[] = []; !signal.aborted; stops += 1) {
    if (stops % LOOK_EVERY === 0) pids = drivingProcesses(pid);
    send(pids, 'SIGSTOP');
    await delay(random.uniform(...STOPPED_MS));
    send(pids, 'SIGCONT');
    await delay(random.uniform(...RUNNING_MS));
  }
}

/** Lets the process and what it started go on, for a run that is broken off while they are stopped. */
export const release = (pid: number): void => send(drivingProcesses(pid), 'SIGCONT');

function send(pids: readonly number[], signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended since it was found.
    }
  }
}

/** The process and its descendants, without browsers and what is below them. */
export function drivingProcesses(root: number): number[] {
  const children = new Map<number, { readonly pid: number; readonly name: string }[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = statusOf(entry);
    if (status) children.set(status.parent, [...(children.get(status.parent) ?? []), status]);
  }
  const found = [root];
  for (const pid of found)
    for (const { pid: child, name } of children.get(pid) ?? []) if (!SPARED.test(name)) found.push(child);
  return found;
}

/** From `/proc/PID/stat`: `pid (name) state parent …`; null where the process is gone. */
function statusOf(entry: string): { pid: number; parent: number; name: string } | null {
  try {
    const [, pid, name = '', parent] =
      /^(\d+) \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
    return pid === undefined ? null : { pid: Number(pid), parent: Number(parent), name };
  } catch {
    return null;
  }
}
