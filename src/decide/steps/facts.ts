import type { Verification } from '../../server/result.ts';
import type { CampaignFinding } from '../campaign/campaigns.ts';
import type { Tallies } from '../counters/counters.ts';
import type { Facts } from '../decision.ts';
import type { Agent } from '../facts/agent.ts';
import type { Network } from '../facts/network.ts';
import type { Place } from '../facts/place.ts';
import { travelOf } from '../facts/travel.ts';
import { velocityOf } from '../facts/velocity.ts';
import type { Variables } from '../policy/variables.ts';
import type { Recalled } from '../records/records.ts';
import type { ReadRequest } from './read-request.ts';

/** What was found out about a visit. */
export interface Findings {
  readonly atMs: number;
  readonly place: Place | null;
  readonly network: Network;
  readonly agent: Agent;
  readonly tallies: Tallies;
  readonly recalled: Recalled;
  readonly campaign: CampaignFinding;
  readonly missingRate: number;
  /** Codes of the verdict's reasons; they cost time, so only where somebody reads them. */
  readonly reasons: readonly string[];
}

const DAY_MS = 86_400_000;

/** What is remembered where nothing can be asked. */
export const NOTHING: Recalled = {
  from: null,
  homes: [],
  keySinceMs: null,
  snoozed: [],
  denied: [],
  repeated: null,
};

/** The variables of the rules, but for the risk, which is computed from them. */
export function factsOf(verification: Verification, request: ReadRequest, findings: Findings): Facts {
  const { atMs, place, network, agent, recalled } = findings;
  const key = keyOf(verification, recalled, atMs);
  const hasAccount = request.account !== null;
  return {
    amount: request.amount,
    currency: request.currency,
    action: request.action,
    key,
    denied: deniedOf(recalled),
    travel: travelOf({
      atMs,
      place: hasAccount ? place : null,
      network: network.kind,
      isOwnKey: key.bound && key.known,
      from: recalled.from,
      homes: recalled.homes,
    }),
    network,
    velocity: velocityOf(findings.tallies),
    agent,
    campaign: { size: findings.campaign.size, score: findings.campaign.score },
    risk: { p: -1, low: -1, high: -1 },
    site: { missing_rate: findings.missingRate },
    // Last: V8 takes a microsecond for each member that comes after a spread.
    ...verdictOf(verification, findings.reasons),
  };
}

/** Thumbprint of the key that signed; null without an accepted verdict, and for an empty thumbprint. */
export const thumbprintOf = (verification: Verification): string | null =>
  (verification.ok && verification.key?.jkt) || null;

function keyOf(verification: Verification, { keySinceMs }: Recalled, atMs: number): Variables['key'] {
  if (!verification.ok || thumbprintOf(verification) === null)
    return { known: false, age_days: 0, bound: false, ephemeral: false };
  const { bound, ephemeral } = verification.key;
  const age_days = keySinceMs === null ? 0 : Math.max(0, (atMs - keySinceMs) / DAY_MS);
  return { known: keySinceMs !== null, age_days, bound: bound === true, ephemeral: ephemeral === true };
}

const deniedOf = ({ denied }: Recalled): Facts['denied'] => ({
  key: denied.includes('key'),
  account: denied.includes('account'),
  card: denied.includes('card'),
});

type VerdictFacts = Pick<
  Facts,
  'level' | 'score' | 'code' | 'flags' | 'reasons' | 'groups' | 'degraded' | 'aligned'
>;

function verdictOf(verification: Verification, reasons: readonly string[]): VerdictFacts {
  if (!verification.ok) {
    const level = verification.code === 'missing' ? 'missing' : 'refused';
    return { level, score: -1, code: verification.code, flags: [], reasons: [], groups: {}, degraded: [] };
  }
  const { level, score, flags = [], groups = {}, degraded = [], aligned } = verification;
  const facts = { level, score: score ?? -1, code: '', flags, reasons, groups, degraded };
  return aligned ? { ...facts, aligned } : facts;
}
