import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../../setup/chromium.ts';
import type { Launch } from '../screen.ts';
import type { Setting } from '../stage.ts';

/** A running `@playwright/mcp` server, as an agent's client sees it. */
export interface McpServer {
  /** Calls a tool; resolves with its text, rejects with it when the tool says that it failed. */
  call(tool: string, values?: Readonly<Record<string, unknown>>): Promise<string>;
  stop(): Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly isError?: boolean;
    readonly content?: readonly { readonly text?: string }[];
  };
}

const PROTOCOL = '2025-06-18';

/**
 * Starts the server over stdio (Model Context Protocol: JSON-RPC, one message a line) with the installed
 * Chromium.
 */
export async function startMcp(
  { headless, args, env }: Launch,
  { width, height, dpr }: Setting,
): Promise<McpServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tellsign-mcp-'));
  const config = join(folder, 'config.json');
  await writeFile(
    config,
    JSON.stringify({
      browser: {
        browserName: 'chromium',
        isolated: true,
        launchOptions: { executablePath: findChromium(), headless, args },
        contextOptions: { viewport: { width, height }, deviceScaleFactor: dpr },
      },
      outputDir: folder,
    }),
  );
  const cli = fileURLToPath(new URL('cli.js', import.meta.resolve('@playwright/mcp/package.json')));
  const child = spawn(process.execPath, [cli, '--config', config], {
    cwd: folder,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let last = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.resolve(answer);
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the MCP server ended with ${code}`));
  });
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = (method: string, params: object) =>
    new Promise<Answer>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      send({ id: last, method, params });
    });
  await ask('initialize', {
    protocolVersion: PROTOCOL,
    capabilities: {},
    clientInfo: { name: 'tellsign-lab', version: '1' },
  });
  send({ method: 'notifications/initialized' });
  return {
    async call(tool, values = {}) {
      const { error, result } = await ask('tools/call', { name: tool, arguments: values });
      const text = error?.message ?? result?.content?.map((part) => part.text ?? '').join('\n') ?? '';
      if (error || result?.isError) throw new Error(`${tool}: ${text.slice(0, 200)}`);
      return text;
    },
    async stop() {
      if (child.exitCode === null) {
        // The server closes its browser when its client goes.
        child.stdin.end();
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
