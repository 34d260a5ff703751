import { createHash } from 'node:crypto';
import { type AgentVerifier, type Counters, createAlignment, type Records, SHIPPED } from 'tellsign/decide';
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
  /**
   * Names accounts in these records. Everybody knows it, and it signs no more than measures of made-up
   * people.
   */
  secret: createHash('sha256').update('tellsign, the seeded day').digest(),
  /** Beside the shop's own policies: the day has accounts, too. */
  otherPolicies: { live: [SHIPPED.login], shadow: [SHIPPED.signup] },
  /**
   * Chosen: a month has no label that is 45 days old. After a week its first chargebacks come, and some 270
   * answers are as old; a shop would wait for its last ones.
   */
  maturityDays: { checkout: 7 },
} as const satisfies Partial<ShopDeciderOptions>;

/** Chosen: nobody waits for these decisions, and a busy machine must not change them. */
const TIMEOUT_MS = 10_000;

/** Agents of the seeded day, whose signatures were checked already. */
const agents: AgentVerifier = {
  verify: (request) => ({ state: (request as SeedRequest).agent, name: 'Basket Courier' }),
};

/** The shop's decider, by a clock that is moved. It counts the shop's own people, as the shop does. */
export function createSeedDecider({ records, counters, clock }: SeedDeciderOptions): Promise<ShopDecider> {
  const now = () => clock.ms;
  const alignment = createAlignment({ secret: SEED_DECIDER.secret, records, now });
  return createShopDecider({
    ...SEED_DECIDER,
    ...{ records, counters, agents, alignment, timeoutMs: TIMEOUT_MS, now },
  });
}
