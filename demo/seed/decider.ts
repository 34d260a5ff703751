import { createHash } from 'node:crypto';
import { type AgentVerifier, type Counters, type Records, SHIPPED } from 'tellsign/decide';
import { createShopDecider, type ShopDecider, type ShopDeciderOptions } from '../decider.ts';
import type { SeedClock } from './clock.ts';
import type { SeedRequest } from './request.ts';

export interface SeedDeciderOptions {
  readonly records: Records;
  readonly counters: Counters;
  readonly clock: SeedClock;
}

/** What the shop's decider has on the seeded day, as long as its records are used. */
export const SEED_DECIDER = {
  /** Names accounts in these records. Everybody knows it, and it signs nothing. */
  secret: createHash('sha256').update('tellsign, the seeded day').digest(),
  /** Beside the shop's own policies: the day has accounts, too. */
  otherPolicies: { live: [SHIPPED.login], shadow: [SHIPPED.signup] },
} as const satisfies Partial<ShopDeciderOptions>;

/** Chosen: nobody waits for these decisions, and a busy machine must not change them. */
const TIMEOUT_MS = 10_000;

/** Agents of the seeded day, whose signatures were checked already. */
const agents: AgentVerifier = {
  verify: (request) => ({ state: (request as SeedRequest).agent, name: 'Basket Courier' }),
};

/** The shop's decider, by a clock that is moved. */
export const createSeedDecider = ({ records, counters, clock }: SeedDeciderOptions): Promise<ShopDecider> =>
  createShopDecider({
    ...SEED_DECIDER,
    ...{ records, counters, agents, timeoutMs: TIMEOUT_MS, now: () => clock.ms },
  });
