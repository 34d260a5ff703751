import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { serve } from '@hono/node-server';
import type { Budget, Decision } from 'tellsign/decide';
import type { Verification } from 'tellsign/server';
import { createApp } from '../../../demo/app.ts';
import { consoleRoutes } from '../../../demo/console/routes.ts';
import { createShopDecider } from '../../../demo/decider.ts';
import { createGuard } from '../../../demo/guard.ts';
import { findSdk } from '../../../demo/sdk.ts';
import { openStores } from '../../../demo/stores/index.ts';

/** The demo shop in this process, with a clock that a story moves. */
export interface StoryShop {
  readonly url: string;
  /** Every decision, from the first one on. */
  readonly decisions: readonly Decision[];
  pass(minutes: number): void;
  stop(): Promise<void>;
}

/** Flags that come from keys and cookies, which are real here. */
const OF_KEYS: ReadonlySet<string> = new Set(['unbound', 'fresh_key', 'ephemeral_key', 'binding_absent']);

/**
 * The browser is driven by a script, and the model says so. These stories are about everything else: the
 * verdict is signed, sent, bound and verified as always, and only what the model makes of the behaviour is
 * replaced by what it makes of a person's.
 */
export function asPerson(verdict: Verification): Verification {
  if (!verdict.ok) return verdict;
  const flags = verdict.flags.filter((flag) => OF_KEYS.has(flag));
  return { ...verdict, level: 'low', score: 0.05, logit: -2.94, reasons: [], groups: {}, flags };
}

export interface StoryShopOptions {
  /** Cases that people look at in a day. @default the library's */
  readonly budget?: Budget | undefined;
  /** What is made of a verdict before it is decided on. @default what the model makes of a person's */
  readonly seeing?: ((verdict: Verification) => Verification) | undefined;
}

/** Password of the console, whoever signs in. */
export const PASSWORD = 'kettle';
const DAY_MS = 86_400_000;
/** Noon in UTC, so that a story of some hours stays within its day. */
const noonShift = () => DAY_MS / 2 - (Date.now() % DAY_MS);

export async function openStoryShop({
  budget,
  seeing = asPerson,
}: StoryShopOptions = {}): Promise<StoryShop> {
  let shiftMs = noonShift();
  const now = () => Date.now() + shiftMs;
  const secret = randomBytes(32);
  const { stores, ...memory } = await openStores();
  const guard = await createGuard({ secret, stores, now });
  const decider = await createShopDecider({ secret, ...memory, budget, now });
  const decisions: Decision[] = [];
  const app = createApp({
    verifier: {
      ...guard,
      verify: async (token, request) => seeing(await guard.verify(token, request)),
    },
    decider: {
      ...decider,
      async decide(verification, request) {
        const decision = await decider.decide(verification, request);
        decisions.push(decision);
        return decision;
      },
    },
    console: consoleRoutes({
      decider,
      records: memory.records,
      policies: decider.policies,
      password: PASSWORD,
      now,
    }),
    journal: async () => undefined,
    sdkFolder: findSdk(),
    now,
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    decisions,
    pass(minutes) {
      shiftMs += minutes * 60_000;
    },
    async stop() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
