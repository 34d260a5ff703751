import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that serves on a port of 127.0.0.1 and keeps its data in a folder of its own. */
export interface Program {
  readonly command: string;
  readonly args: (port: number, folder: string) => readonly string[];
  /** What it prints when it accepts connections. */
  readonly ready: RegExp;
  /** Ids of the user it runs as. @default this process's */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Makes what the folder must hold before the first start. */
  readonly prepare?: (folder: string) => void;
}

export interface Loopback {
  readonly port: number;
  /** SIGSTOP makes it hang with its connections open; SIGCONT makes it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it as a crash does. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it once more on the same port and folder. */
  start(): Promise<void>;
  /** Ends it in order and removes its folder. */
  stop(): Promise<void>;
}

/** A server must be ready within this, ms. Chosen: PostgreSQL takes seconds on a busy machine. */
const START_LIMIT_MS = 60_000;
/** Another program may take the free port before ours does. */
const ATTEMPTS = 3;
const RESTARTS = 100;
const RESTART_PAUSE_MS = 100;

export async function openLoopback(program: Program): Promise<Loopback> {
  const folder = mkdtempSync(join(tmpdir(), 'tellsign-'));
  if (program.user) chownSync(folder, program.user.uid, program.user.gid);
  program.prepare?.(folder);
  let port = 0;
  let child: ChildProcess | undefined;
  for (let attempt = 1; child === undefined; attempt++) {
    port = await freePort();
    try {
      child = await run(program, { port, folder });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
  let running = child;
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    // A stopped process handles no other signal.
    running.kill('SIGCONT');
    await ended;
  }
  return {
    port,
    kill: () => end('SIGKILL'),
    signal: (name) => void running.kill(name),
    async start() {
      for (let attempt = 1; ; attempt++) {
        try {
          running = await run(program, { port, folder });
          return;
        } catch (error) {
          // PostgreSQL's children notice a moment later that their parent was killed, and keep the data
          // locked until then.
          if (attempt === RESTARTS) throw error;
          await delay(RESTART_PAUSE_MS);
        }
      }
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Resolves when the program says it is ready; rejects with what it printed when it ends instead. */
async function run(
  { command, args, ready, user }: Program,
  { port, folder }: { readonly port: number; readonly folder: string },
): Promise<ChildProcess> {
  const child = spawn(command, args(port, folder), {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test process that breaks off leaves no server behind.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let printed = '';
  const isReady = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      if (printed.length < 100_000) printed += chunk;
      if (ready.test(printed)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const limit = new AbortController();
  const failed = Promise.race([once(child, 'exit'), delay(START_LIMIT_MS, null, { signal: limit.signal })]);
  const outcome = await Promise.race([
    isReady.then(() => 'ready'),
    failed.then(
      () => 'failed',
      () => 'failed',
    ),
  ]);
  limit.abort();
  if (outcome === 'ready') return child;
  child.kill('SIGKILL');
  throw new Error(`${command} did not start on port ${port}: ${printed.slice(-2000)}`);
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
