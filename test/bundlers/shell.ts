import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

export interface Setting {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A command that serves until it is stopped. */
export interface Served {
  /** What it has printed so far. */
  readonly output: () => string;
  /** Ends it and all it started. */
  stop(): Promise<void>;
}

const LIMIT_MS = 10 * 60_000;
const PAUSE_MS = 100;

const start = (command: string, { folder, environment }: Setting) =>
  spawn('nice', ['bash', '-c', command], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: undefined, VITEST: undefined, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });

/** Runs a command to its end. @throws Error with what it printed when it fails */
export async function run(command: string, setting: Setting): Promise<string> {
  const served = serve(command, setting);
  const code = await Promise.race([served.ended, delay(LIMIT_MS, 'too late', { ref: false })]);
  await served.stop();
  if (code !== 0) throw new Error(`${command}: ${code}\n${served.output().slice(-4000)}`);
  return served.output();
}

/** Starts a command in a process group of its own. */
export function serve(
  command: string,
  setting: Setting,
): Served & { readonly ended: Promise<number | null> } {
  const child = start(command, setting);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  }
  const kill = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group has ended by itself.
    }
  };
  // A test process that breaks off leaves no server behind.
  process.once('exit', kill);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    output: () => printed,
    ended,
    async stop() {
      kill();
      process.off('exit', kill);
      await ended;
    },
  };
}

/** Resolves when the address answers. @throws Error with what the servers printed when it does not */
export async function untilAnswers(url: string, servers: readonly Served[]): Promise<void> {
  const until = performance.now() + 120_000;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer && answer.status < 500) return;
    if (performance.now() > until)
      throw new Error(`${url} does not answer:\n${servers.map(({ output }) => output()).join('\n')}`);
    await delay(PAUSE_MS);
  }
}
