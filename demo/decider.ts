import { readFile } from 'node:fs/promises';
import {
  type AgentVerifier,
  type Budget,
  type Counters,
  createDecider,
  createDriftMonitor,
  createPolicyBook,
  type Decider,
  type Decision,
  type MaturityDays,
  type PolicyBook,
  type PolicyBookOptions,
  type Records,
  type Rule,
  SHIPPED,
  type SiteAlignment,
} from 'tellsign/decide';
import { locate } from './edge.ts';
import { CURRENCY } from './shop/catalogue.ts';

export interface ShopDeciderOptions {
  /** The verifier's, at least 32 random bytes. */
  readonly secret: Uint8Array;
  /** Null: nothing is recorded. */
  readonly records: Records | null;
  readonly counters: Counters;
  /** Agents that may buy for people. @default none */
  readonly agents?: AgentVerifier | undefined;
  /** Policies in force beside the shop's own, as where the shop has accounts. @default none */
  readonly otherPolicies?: Pick<PolicyBookOptions, 'live' | 'shadow'> | undefined;
  /** The measures of the shop's own people, the verifier's. @default the shipped ones alone */
  readonly alignment?: SiteAlignment | undefined;
  /** For how many days a label waits before anything is learnt from it, by action. @default the library's */
  readonly maturityDays?: MaturityDays | undefined;
  /** Cases that people look at in a day. @default the library's */
  readonly budget?: Budget | undefined;
  /** A decision takes no longer, milliseconds. @default 2000 */
  readonly timeoutMs?: number | undefined;
  /** Clock, epoch milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

export interface ShopDecider extends Decider {
  readonly policies: PolicyBook;
  /** Rules of the policy that decided, as they are written; a page that explains decisions shows them. */
  rulesOf(decision: Decision): readonly Rule[];
}

/**
 * The embedded database shares this process's one thread with everything else, and the demo starts while
 * browsers start beside it. Chosen: eight times the library's own, which a shop with a database keeps.
 */
const TIMEOUT_MS = 2000;

/** Decides what the shop does with an order, by the policies in `policies/`. */
export async function createShopDecider({
  secret,
  records,
  counters,
  agents,
  otherPolicies,
  alignment,
  maturityDays,
  budget,
  timeoutMs = TIMEOUT_MS,
  now,
}: ShopDeciderOptions): Promise<ShopDecider> {
  const policies = await readPolicies(records, otherPolicies);
  const decider = createDecider({
    secret,
    records,
    counters,
    policies,
    amounts: { currency: CURRENCY },
    locate,
    agents,
    drift: { checkout: createDriftMonitor() },
    alignment,
    maturityDays,
    budget,
    timeoutMs,
    now,
  });
  return {
    ...decider,
    policies,
    rulesOf({ policy: { revision } }) {
      const entry = policies.entries().find(({ policy }) => policy.revision === revision);
      return entry?.policy.source.rules ?? [];
    },
  };
}

/**
 * The shop's own policy is in force. A stricter one, and the one that comes with the package, run in shadow:
 * they say what they would have answered.
 *
 * @throws TypeError with the line of a policy that is not taken
 */
async function readPolicies(
  records: Records | null,
  { live = [], shadow = [] }: ShopDeciderOptions['otherPolicies'] = {},
): Promise<PolicyBook> {
  const [checkout, cautious] = await Promise.all([readPolicy('checkout'), readPolicy('cautious')]);
  const shipped = { ...Object(SHIPPED.checkout), name: 'checkout_as_shipped' };
  return createPolicyBook({
    live: [checkout, ...live],
    shadow: [cautious, shipped, ...shadow],
    store: records?.policies,
  });
}

const readPolicy = (name: string): Promise<string> =>
  readFile(new URL(`policies/${name}.json`, import.meta.url), 'utf8');
