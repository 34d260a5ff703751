import { checkKnown } from '../server/known-options.ts';
import type { Metric } from '../server/metric.ts';
import type { SiteAlignment } from './alignment/site-alignment.ts';
import type { Campaigns } from './campaign/campaigns.ts';
import type { Counters } from './counters/counters.ts';
import type { DriftMonitor } from './drift/drift.ts';
import type { AgentVerifier } from './facts/agent.ts';
import type { Location } from './facts/location.ts';
import { createNetworks, type NetworkLists } from './facts/network.ts';
import { type MaturityDays, maturityOf } from './maturity.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import type { PolicyBook } from './policy/book.ts';
import { createDoor, type Door } from './records/door.ts';
import type { Records } from './records/records.ts';
import { cutoffsOf, type RetentionDays } from './records/retention.ts';
import { type Budget, type Places, placesOf } from './triage/budget.ts';
import type { Webhooks } from './webhook/webhooks.ts';

/** In what the site counts money. */
export interface AmountOptions {
  /** ISO 4217 code of the currency in which rules read amounts. */
  readonly currency: string;
  /** What one unit of another currency is worth in the site's. @default none */
  readonly rates?: Readonly<Record<string, number>> | undefined;
}

export interface DeciderOptions {
  /**
   * The site's one secret, at least 32 random bytes, the verifier's: accounts, cards and addresses are stored
   * under names that only it can make. With another secret nothing of the past is recognised.
   */
  readonly secret: Uint8Array;
  /**
   * Where decisions are recorded. Null: nowhere; no key is known, no place remembered, no case opened, and a
   * repeated request is recognised by this process alone.
   */
  readonly records: Records | null;
  readonly counters: Counters;
  readonly policies: PolicyBook;
  /**
   * Null: the site never gives amounts. Then its policies may not read any:
   * `createPolicyBook({ hasAmounts: false })`.
   */
  readonly amounts: AmountOptions | null;
  /** Where a request comes from. @default nobody knows */
  readonly locate?: ((request: unknown) => Location | null | Promise<Location | null>) | undefined;
  /** The site's lists of VPN, relay, hosting and satellite ranges. @default none */
  readonly networks?: NetworkLists | undefined;
  /** Checks whether a request comes from a declared agent, such as `createAgents`. @default none does */
  readonly agents?: AgentVerifier | undefined;
  /** Looks for waves of visits that resemble one another: `memoryCampaigns`. @default nobody looks */
  readonly campaigns?: Campaigns | undefined;
  /**
   * For each action that is watched for drift a monitor of its own: `{ checkout: createDriftMonitor() }`. An
   * alarm is written to the audit, and told to endpoints as `alarm.drift`. @default none
   */
  readonly drift?: Readonly<Record<string, DriftMonitor>> | undefined;
  /** Is told of each drift alarm, such as `createMetrics().record`. @default nobody */
  readonly onMetrics?: ((metric: Metric) => unknown) | undefined;
  /** Counts where the site's own people sit: `createAlignment`, the verifier's. @default nobody counts */
  readonly alignment?: SiteAlignment | undefined;
  /** Tells the site's endpoints what happens, from the records' outbox: `createWebhooks`. @default none */
  readonly webhooks?: Pick<Webhooks, 'messagesOf'> | undefined;
  /** How many cases a day people look at. @default 100, a fifth of them drawn at random */
  readonly budget?: Budget | undefined;
  /**
   * The least that is asked of a visit whose facts could not be had in time; a policy that asks for more on
   * the verdict alone is followed. A review holds the order back. @default 'challenge'
   */
  readonly failover?: Outcome | undefined;
  /** For how many days what is recorded is kept, once `expire` is run every day. */
  readonly retentionDays?: RetentionDays | undefined;
  /**
   * For how many days a label of an action waits until it is learnt from, 0..89: its chargeback window.
   * @default checkout 45, login 7, signup 14, others 45
   */
  readonly maturityDays?: MaturityDays | undefined;
  /** A decision takes no longer, milliseconds. @default 250 */
  readonly timeoutMs?: number | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

const OPTIONS: Readonly<Record<keyof DeciderOptions, true>> = {
  secret: true,
  records: true,
  counters: true,
  policies: true,
  amounts: true,
  locate: true,
  networks: true,
  agents: true,
  campaigns: true,
  drift: true,
  onMetrics: true,
  alignment: true,
  webhooks: true,
  budget: true,
  failover: true,
  retentionDays: true,
  maturityDays: true,
  timeoutMs: true,
  now: true,
};

/** Default of `timeoutMs`. Chosen: a visitor at a checkout does not notice a quarter of a second. */
const TIMEOUT_MS = 250;
/** Bounds of `timeoutMs`. Chosen: beyond them a value is a mistake of unit. */
const TIMEOUT_BOUNDS = [10, 10_000] as const;

/** Checked options. */
export interface DeciderSettings {
  readonly door: Door;
  readonly records: Records | null;
  readonly counters: Counters;
  readonly policies: PolicyBook;
  readonly amounts: AmountOptions | null;
  readonly locate: NonNullable<DeciderOptions['locate']>;
  readonly agents: AgentVerifier | null;
  readonly campaigns: Campaigns | null;
  readonly drift: ReadonlyMap<string, DriftMonitor>;
  readonly onMetrics: ((metric: Metric) => unknown) | undefined;
  readonly alignment: SiteAlignment | null;
  readonly webhooks: NonNullable<DeciderOptions['webhooks']> | null;
  readonly networkOf: ReturnType<typeof createNetworks>;
  readonly places: Places;
  readonly failover: Outcome;
  readonly retentionDays: RetentionDays;
  readonly maturityOf: (action: string) => number;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** @throws TypeError naming the option that is wrong */
export function readDeciderOptions(options: DeciderOptions): DeciderSettings {
  check(typeof options === 'object' && options !== null, 'options must be an object');
  checkKnown(options, OPTIONS);
  const { secret, records, counters, policies, amounts, networks } = options;
  const { failover = 'challenge', timeoutMs = TIMEOUT_MS, now = Date.now } = options;
  const { locate = () => null, agents = null, campaigns = null, alignment = null } = options;
  check(records !== undefined, 'records must be given, or null: without them no key is ever known');
  check(records === null || isFunction(records.recall), 'records must be Records or null');
  check(isFunction(counters?.count), 'counters must be Counters');
  check(isFunction(policies?.live), 'policies must be a PolicyBook');
  check(
    amounts !== null || policies.hasAmounts === false,
    'amounts: null needs createPolicyBook({ hasAmounts: false }): a rule would read every amount as infinite',
  );
  check(isFunction(locate), 'locate must be a function');
  check(agents === null || isFunction(agents.verify), 'agents must be an AgentVerifier');
  check(campaigns === null || isFunction(campaigns.see), 'campaigns must be Campaigns');
  check(alignment === null || isFunction(alignment.see), 'alignment must be a SiteAlignment');
  check(alignment === null || records !== null, 'alignment needs records: people are counted there');
  const { webhooks = null, drift = {}, onMetrics } = options;
  check(onMetrics === undefined || isFunction(onMetrics), 'onMetrics must be a function');
  check(webhooks === null || records !== null, 'webhooks need records: what is to be sent waits there');
  check(webhooks === null || isFunction(webhooks.messagesOf), 'webhooks must be Webhooks');
  check(OUTCOMES.includes(failover), `failover must be one of ${OUTCOMES.join(', ')}`);
  const [least, most] = TIMEOUT_BOUNDS;
  check(timeoutMs >= least && timeoutMs <= most, `timeoutMs must be ${least}..${most}`);
  const { retentionDays = {} } = options;
  checkKnown(retentionDays, { facts: true, sighting: true, decision: true, label: true });
  cutoffsOf(retentionDays, 0);
  check(isFunction(now) && Number.isFinite(now()), 'now must return milliseconds since 1970');
  return {
    door: createDoor(secret),
    records,
    counters,
    policies,
    amounts: readAmounts(amounts),
    locate,
    agents,
    campaigns,
    drift: readDrift(drift),
    onMetrics,
    alignment,
    webhooks,
    networkOf: createNetworks(networks),
    places: placesOf(options.budget),
    failover,
    retentionDays,
    maturityOf: maturityOf(options.maturityDays),
    timeoutMs,
    now,
  };
}

function readAmounts(amounts: AmountOptions | null): AmountOptions | null {
  check(amounts !== undefined, 'amounts must be given, or null: then no policy may read one');
  if (amounts === null) return null;
  checkKnown(amounts, { currency: true, rates: true });
  const { currency, rates = {} } = amounts;
  check(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency), 'amounts.currency must be ISO 4217');
  for (const [code, rate] of Object.entries(rates))
    check(Number.isFinite(rate) && rate > 0, `amounts.rates.${code} must be a positive number`);
  return { currency, rates };
}

function readDrift(drift: NonNullable<DeciderOptions['drift']>): ReadonlyMap<string, DriftMonitor> {
  const monitors = Object.entries(drift);
  for (const [action, monitor] of monitors)
    check(isFunction(monitor?.see), `drift.${action} must be a DriftMonitor`);
  check(new Set(Object.values(drift)).size === monitors.length, 'drift: each action needs its own monitor');
  return new Map(monitors);
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(message);
}
