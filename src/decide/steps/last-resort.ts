import { NO_CAMPAIGN } from '../campaign/campaigns.ts';
import type { Decision, Facts, FailoverCause } from '../decision.ts';
import { NO_AGENT } from '../facts/agent.ts';
import type { DeciderSettings } from '../options.ts';
import type { Deadline } from './deadline.ts';
import { factsOf, NOTHING } from './facts.ts';
import { type Judgement, judge } from './judge.ts';
import { refusal } from './read-request.ts';

/**
 * The decision where nothing of the visit may be believed: the site's `failover`, or what a refused one
 * gets.
 */
export function lastResort(
  settings: Pick<DeciderSettings, 'policies' | 'failover' | 'networkOf' | 'now'>,
  cause: FailoverCause,
  deadline: Deadline,
): Decision {
  const atMs = readClock(settings.now);
  const facts = emptyFacts(settings, atMs);
  const { policies, failover } = settings;
  const unreadable = cause === 'request' ? ['action'] : [];
  const judged = (): Judgement =>
    judge({ facts, policies, snoozed: [], unreadable, failover: { cause, least: failover } });
  return {
    id: crypto.randomUUID(),
    atMs,
    ...attempt(judged, () => fixed(facts, cause, settings)),
    tookMs: deadline.tookMs(),
  };
}

function emptyFacts({ networkOf }: Pick<DeciderSettings, 'networkOf'>, atMs: number): Facts {
  const request = {
    action: '',
    account: null,
    card: null,
    amount: null,
    currency: '',
    session: null,
    order: null,
    idempotencyKey: null,
    request: undefined,
    unreadable: [],
  };
  return factsOf(refusal('malformed'), request, {
    atMs,
    place: null,
    network: networkOf(null, {}),
    agent: NO_AGENT,
    tallies: {},
    recalled: NOTHING,
    campaign: NO_CAMPAIGN,
    missingRate: 0,
    reasons: [],
  });
}

/** Where even the policies cannot be asked. */
const fixed = (
  facts: Facts,
  cause: FailoverCause,
  { failover }: Pick<DeciderSettings, 'failover'>,
): Judgement => ({
  action: '',
  outcome: failover,
  hold: failover === 'review',
  rule: null,
  hits: [],
  alert: failover === 'review' || failover === 'deny',
  policy: { name: '', revision: '' },
  ruleErrors: [],
  risk: { p: null, basis: 'none', low: 0, high: 1 },
  actor: 'unknown',
  expectedLoss: null,
  reasons: [],
  context: [],
  facts,
  shadow: [],
  failover: cause,
});

function attempt<T>(question: () => T, otherwise: () => T): T {
  try {
    return question();
  } catch {
    return otherwise();
  }
}

function readClock(now: () => number): number {
  const atMs = attempt(now, Date.now);
  return Number.isFinite(atMs) ? atMs : Date.now();
}
