import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../setup/loopback.ts';
import { clear } from './fixture.ts';
import { writeRecipe } from './recipe.ts';
import { run, type Served, serve, untilAnswers } from './shell.ts';
import type { Stack } from './stacks.ts';
import { type Outcome, visit } from './visit.ts';

/** A site's secret, as `openssl rand -hex 32` prints it. */
const SECRET = { TELLSIGN_SECRET: randomBytes(32).toString('hex') };

/** Follows the pages of a stack in a folder where its packages are installed, and visits the site. */
export async function tryStack(stack: Stack, folder: string): Promise<Outcome> {
  clear(folder);
  const pages = stack.pages.map((page) => writeRecipe(page, folder));
  const programs = (stack.programs ?? []).map((path) => join(folder, 'node_modules', path));
  const shared = { ...SECRET, PATH: [...programs, process.env.PATH].join(':') };
  const [site, backend] = [await freePort(), await freePort()];
  const isBuilt = stack.mode === 'production';
  const servers: Served[] = [];
  const start = (commands: readonly string[], port: number) => {
    const environment = { ...shared, PORT: String(port), BACKEND_PORT: String(backend) };
    for (const command of commands) servers.push(serve(command, { folder, environment }));
  };
  try {
    for (const { build } of isBuilt ? pages : [])
      for (const command of build) await run(command, { folder, environment: shared });
    for (const page of pages) {
      const develops = !isBuilt && page.develop.length > 0;
      start(develops ? page.develop : page.start, isBuilt || develops ? site : backend);
    }
    const origin = `http://localhost:${site}`;
    await untilAnswers(origin, servers);
    const log = () => servers.map(({ output }) => output()).join('\n');
    return await visit(stack, { origin, folder, log });
  } finally {
    for (const server of servers) await server.stop();
  }
}
