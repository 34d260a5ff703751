import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../setup/loopback.ts';
import { clear } from './fixture.ts';
import { type Commands, writeApp, writeRecipe } from './recipe.ts';
import { run, type Served, type Setting, serve, untilAnswers } from './shell.ts';
import type { Stack } from './stacks.ts';
import { type Outcome, visit } from './visit.ts';

/**
 * How often a site is visited that answers later than a page waits for its nonce: the first answer of a
 * server takes many times the second one's where the machine is busy.
 */
const MOST_VISITS = 3;

/** A site's secret, as `openssl rand -hex 32` prints it. */
const SECRET = { TELLSIGN_SECRET: randomBytes(32).toString('hex') };

interface Built {
  readonly site: string;
  readonly pages: readonly Commands[];
}

/** What was built last in each folder: stacks that visit one site at several addresses build it once. */
const lastBuilt = new Map<string, Built>();

/** Writes and builds the site of a stack, unless it stands there; returns the commands of its pages. */
async function prepare(stack: Stack, { folder, environment }: Setting): Promise<readonly Commands[]> {
  const site = `${stack.mode} ${stack.app ?? stack.pages} ${stack.isInit}`;
  const last = lastBuilt.get(folder);
  if (last?.site === site && stack.mode === 'production') return last.pages;
  lastBuilt.delete(folder);
  clear(folder);
  const { app, isInit } = stack;
  const pages = app ? [writeApp(app, folder, isInit)] : stack.pages.map((page) => writeRecipe(page, folder));
  for (const { build } of stack.mode === 'production' ? pages : [])
    for (const command of build) await run(command, { folder, environment });
  lastBuilt.set(folder, { site, pages });
  return pages;
}

/** Follows the pages of a stack in a folder where its packages are installed, and visits the site. */
export async function tryStack(stack: Stack, folder: string): Promise<Outcome> {
  const programs = ['.bin', ...(stack.programs ?? [])].map((path) => join(folder, 'node_modules', path));
  const shared = { ...SECRET, PATH: [...programs, process.env.PATH].join(':') };
  const [port, backend] = [await freePort(), await freePort()];
  const isBuilt = stack.mode === 'production';
  const servers: Served[] = [];
  const start = (commands: readonly string[], own: number) => {
    const environment = { ...shared, PORT: String(own), BACKEND_PORT: String(backend) };
    for (const command of commands) servers.push(serve(command, { folder, environment }));
  };
  try {
    for (const page of await prepare(stack, { folder, environment: shared })) {
      const develops = !isBuilt && page.develop.length > 0;
      start(develops ? page.develop : page.start, isBuilt || develops ? port : backend);
    }
    const origin = `http://localhost:${port}`;
    await untilAnswers(origin, servers);
    for (let visits = 1; ; visits++) {
      const said = servers.map(({ output }) => output().length);
      const log = () => servers.map(({ output }, at) => output().slice(said[at])).join('\n');
      const outcome = await visit(stack, { origin, folder, log });
      const isSlow = outcome.degraded.includes('nonce_timeout');
      if (!isSlow || stack.edit || visits === MOST_VISITS) return outcome;
    }
  } finally {
    for (const server of servers) await server.stop();
  }
}
