import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';

type Reply = {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};

/** One tab, by raw protocol commands. */
export interface Tab {
  send<T>(method: string, params?: object): Promise<T>;
  close(): Promise<void>;
}
export interface Probe {
  /** A tab in a fresh profile. */
  open(): Promise<Tab>;
  /** Seconds of processor time that each renderer has had, by process id. */
  renderers(): Promise<Map<number, number>>;
  stop(): Promise<void>;
}

/**
 * Chromium by its debugging pipe. Playwright would switch on the Runtime domain, which slows every script
 * down and with it the difference this bench is after.
 */
export async function openProbe(): Promise<Probe> {
  const profile = await mkdtemp(join(tmpdir(), 'tellsign-bench-'));
  const flags = [
    ...CHROMIUM_ARGS,
    '--headless',
    // Whatever a page wants to call home stays here.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--remote-debugging-pipe',
    '--window-size=1280,900',
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(findChromium(), flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const input = child.stdio[3] as Writable;
  const output = child.stdio[4] as Readable;
  const waiting = new Map<number, (reply: Reply) => void>();
  let last = 0;
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const reply = JSON.parse(message) as Reply;
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    }
  });
  async function send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    last += 1;
    const id = last;
    const answer = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    input.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
    const reply = await answer;
    waiting.delete(id);
    if (reply.error) throw new Error(`${method}: ${reply.error.message}`);
    return reply.result as T;
  }
  return {
    async open() {
      const { browserContextId } = await send<{ browserContextId: string }>('Target.createBrowserContext');
      const target = { url: 'about:blank', browserContextId, width: 1280, height: 900 };
      const { targetId } = await send<{ targetId: string }>('Target.createTarget', target);
      const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      return {
        send: (method, params) => send(method, params, sessionId),
        close: () => send('Target.disposeBrowserContext', { browserContextId }),
      };
    },
    async renderers() {
      type Process = { readonly type: string; readonly id: number; readonly cpuTime: number };
      type Processes = { readonly processInfo: readonly Process[] };
      const { processInfo } = await send<Processes>('SystemInfo.getProcessInfo');
      const renderers = processInfo.filter(({ type }) => type === 'renderer');
      return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]));
    },
    async stop() {
      if (child.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
