import { randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { createAlignment } from 'tellsign/decide';
import { openAgents } from './agents.ts';
import { createApp } from './app.ts';
import { readArguments, USAGE } from './arguments.ts';
import { PEOPLE } from './console/login.ts';
import { consoleRoutes } from './console/routes.ts';
import { createShopDecider } from './decider.ts';
import { readEnvironment } from './environment.ts';
import { expireDaily } from './expire.ts';
import { createGuard } from './guard.ts';
import { createJournal } from './journal.ts';
import { findSdk } from './sdk.ts';
import { SEED_DECIDER } from './seed/decider.ts';
import { openSeedDay, SEED_FOLDER } from './seed/open.ts';
import { FolderInUse } from './stores/folder-lock.ts';
import { openStores } from './stores/index.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit());
const { isSeedDay, isHelp } = readArguments(process.argv.slice(2));
if (isHelp) {
  console.log(USAGE);
  process.exit();
}
const {
  port,
  host,
  logFile,
  nonceTtlSeconds,
  secret = randomBytes(32),
  consolePassword = randomBytes(9).toString('base64url'),
  agentsFile,
  ...where
} = readEnvironment(process.env);
if (isSeedDay && (where.databaseUrl ?? where.redisUrl) !== undefined)
  throw new TypeError('--seed-day has a database of its own: unset DATABASE_URL and REDIS_URL');
const opening = isSeedDay ? openSeedDay(SEED_FOLDER, Date.now()) : openStores(where);
const { stores, ...memory } = await opening.catch((error: Error) => {
  if (!(error instanceof FolderInUse)) throw error;
  console.error(`shop: ${error.message}`);
  process.exit(1);
});
const agents = agentsFile === undefined ? undefined : await openAgents(agentsFile, stores.replay);
const { records } = memory;
const names = isSeedDay ? SEED_DECIDER : { secret };
// Shown beside the shipped measures; levels stay as shipped.
const alignment = records ? createAlignment({ secret: names.secret, records }) : undefined;
const decider = await createShopDecider({ ...names, agents, ...memory, alignment });
const { policies } = decider;
const app = createApp({
  verifier: await createGuard({ nonceTtlSeconds, secret, stores, alignment }),
  decider,
  console: records ? consoleRoutes({ decider, records, policies, password: consolePassword }) : undefined,
  journal: createJournal(logFile),
  sdkFolder: findSdk(),
});
const people = Object.values(PEOPLE).map(({ id, roles }) => `${id} (${roles.join(', ')})`);
const server = serve({ fetch: app.fetch, port, hostname: host }, (address) => {
  console.log(`Kiln & Kettle is open: http://localhost:${address.port}/`);
  console.log(`What the model sees, live: http://localhost:${address.port}/checkout?inspect`);
  console.log(`What people do with it: http://localhost:${address.port}/console`);
  console.log(`  sign in as ${people.join(', ')}; password ${consolePassword}`);
});
server.on('error', (error) => {
  console.error(`shop: cannot listen at ${host}, port ${port}: ${error.message}`);
  process.exitCode = 1;
});
expireDaily(decider, (error) => console.error(`shop: cannot expire records: ${error}`));
