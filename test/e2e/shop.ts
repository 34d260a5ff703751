import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** One line of `TELLSIGN_LOG`. */
export interface LogLine {
  readonly at: string;
  readonly action: string;
  readonly ok: boolean;
  readonly code: string | null;
  readonly score: number | null;
  readonly level: string | null;
  readonly decision: string;
  readonly reasons: readonly { readonly code: string; readonly weight: number; readonly text: string }[];
  readonly groups: Readonly<Record<string, number>>;
}

/** The demo shop as its own process, with its decision log. */
export interface Shop {
  readonly url: string;
  log(): Promise<LogLine[]>;
  /** What it has told its operator. */
  warnings(): string;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function openShop(environment: Readonly<Record<string, string>> = {}): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'tellsign-shop-'));
  const logFile = join(folder, 'log.ndjson');
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
    env: { ...process.env, PORT: String(port), TELLSIGN_LOG: logFile, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the shop ended with ${child.exitCode}: ${stderr}`);
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.status === 200) break;
    await delay(50);
  }
  return {
    url,
    pid: child.pid ?? 0,
    warnings: () => stderr,
    async log() {
      const text = await readFile(logFile, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as LogLine);
    },
    async stop() {
      if (child.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
