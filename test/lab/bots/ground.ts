import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { memoryCounters } from 'tellsign/decide';
import { createVerifier, memoryReplay, type Verifier } from 'tellsign/server';
import { loadModel } from 'tellsign/server/model';
import { createApp } from '../../../demo/app.ts';
import { createShopDecider } from '../../../demo/decider.ts';
import { createGuard } from '../../../demo/guard.ts';
import { findSdk } from '../../../demo/sdk.ts';
import type { Recording } from '../../../src/contract/recording.ts';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { createJudge } from '../judge.ts';
import { labRoutes, type Ruling, watchCheckout } from './pages/routes.ts';

const AUDIENCE = 'https://lab.example';
/** Chosen: a page that sends more than this is broken. */
const MAX_SIGHT_BYTES = 64 * 1024 * 1024;
/** A long form under a slow typist on a busy machine. */
const NONCE_TTL_SECONDS = 1800;

/** What a page saw when it asked for its verdict. */
export interface Sight {
  readonly verdict: Verdict;
  readonly recording: Recording | null;
}

/** What is known of one visit so far; fills while it goes on. */
export interface Witness {
  sight: Sight | null;
  ruling: Ruling | null;
}

/** The lab's site: the demo shop and the lab's own pages on one loopback port. One visit at a time. */
export interface Ground {
  readonly origin: string;
  /** Begins a visit: everything received from now on goes to the returned witness. */
  begin(): Witness;
  stop(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  let witness: Witness = { sight: null, ruling: null };
  const secret = randomBytes(32);
  const guard = await createGuard({ nonceTtlSeconds: NONCE_TTL_SECONDS, secret });
  // Nothing is remembered of one visit for the next: each is a stranger's first.
  const forgetful = { records: null, counters: memoryCounters() };
  const decider = await createShopDecider({ secret, ...forgetful });
  const rule = async (ruling: Ruling) => {
    witness.ruling ??= ruling;
  };
  const site = new Hono();
  site.post('/lab/sight', bodyLimit({ maxSize: MAX_SIGHT_BYTES }), async (context) => {
    const sight: Sight = await context.req.json();
    witness.sight ??= sight;
    return context.body(null, 204);
  });
  site.route('/', labRoutes({ verifier: await createLabVerifier(), judge: await createJudge(), rule }));
  site.use('/checkout', watchCheckout);
  site.route('/', createApp({ verifier: guard, decider, journal: rule, sdkFolder: findSdk() }));
  return listen(site, () => {
    witness = { sight: null, ruling: null };
    return witness;
  });
}

async function createLabVerifier(): Promise<Verifier> {
  const [bytes, manifest] = await Promise.all([
    readFile(new URL(import.meta.resolve('tellsign/model.onnx'))),
    readFile(new URL(import.meta.resolve('tellsign/manifest.json')), 'utf8'),
  ]);
  const model = await loadModel(new Uint8Array(bytes), JSON.parse(manifest));
  if (!model.ok) throw new Error(`the built model was refused: ${model.code}`);
  return createVerifier({
    audience: AUDIENCE,
    keys: { nonce: [{ kid: 1, secret: randomBytes(32) }], binding: null },
    models: [model.value],
    replay: memoryReplay({ allowSingleProcess: true }),
    ledger: null,
    nearDuplicates: null,
    actions: null,
    nonceTtlSeconds: NONCE_TTL_SECONDS,
  });
}

function listen(site: Hono, begin: Ground['begin']): Promise<Ground> {
  return new Promise((resolve) => {
    const server = serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      resolve({
        origin: `http://127.0.0.1:${port}`,
        begin,
        stop: () => {
          if ('closeAllConnections' in server) server.closeAllConnections();
          return new Promise((done) => server.close(() => done()));
        },
      });
    });
  });
}
