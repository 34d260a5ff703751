import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { readEnvironment } from './environment.ts';
import { createGuard } from './guard.ts';
import { createJournal } from './journal.ts';
import { findSdk } from './sdk.ts';
import { openStores } from './stores/index.ts';

const { port, host, logFile, nonceTtlSeconds, ...where } = readEnvironment(process.env);
const app = createApp({
  verifier: await createGuard({ nonceTtlSeconds, stores: await openStores(where) }),
  journal: createJournal(logFile),
  sdkFolder: findSdk(),
});
const server = serve({ fetch: app.fetch, port, hostname: host }, (address) => {
  console.log(`Kiln & Kettle is open: http://localhost:${address.port}/`);
  console.log(`What the model sees, live: http://localhost:${address.port}/checkout?inspect`);
});
server.on('error', (error) => {
  console.error(`shop: cannot listen at ${host}, port ${port}: ${error.message}`);
  process.exitCode = 1;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit());
