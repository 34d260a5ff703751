import type { Verification } from '../../server/result.ts';
import { type CampaignFinding, NO_CAMPAIGN } from '../campaign/campaigns.ts';
import type { CountedAttempt, Tallies } from '../counters/counters.ts';
import type { FailoverCause } from '../decision.ts';
import { NO_AGENT, readAgent, UNCHECKED_AGENT } from '../facts/agent.ts';
import { readLocation } from '../facts/location.ts';
import type { DeciderSettings } from '../options.ts';
import { ENTITIES, type Entity } from '../policy/variables.ts';
import type { DecisionRecord, Recalled } from '../records/records.ts';
import { type Deadline, SHARES } from './deadline.ts';
import { type Findings, NOTHING, thumbprintOf } from './facts.ts';
import type { ReadRequest } from './read-request.ts';
import { readCampaign, readRecalled, readTallies } from './read-stores.ts';
import type { RequestNames } from './repeated.ts';

/** Names under which a visit is counted and recorded. */
export type VisitNames = Omit<DecisionRecord, 'decision' | 'place' | 'band'>;

export interface Gathered {
  readonly names: VisitNames;
  readonly findings: Omit<Findings, 'reasons' | 'missingRate'>;
  /** What could not be had in time. */
  readonly failover: FailoverCause | undefined;
}

export interface Gathering {
  readonly verification: Verification;
  readonly request: ReadRequest;
  readonly requestNames: RequestNames;
  readonly atMs: number;
  readonly deadline: Deadline;
}

/** Asks the site where the visit comes from, then counters and records at once. */
export async function gather(
  settings: DeciderSettings,
  { verification, request, requestNames, atMs, deadline }: Gathering,
): Promise<Gathered> {
  const { door, locate, agents, networkOf, counters, records } = settings;
  const hasRequest = request.request !== undefined;
  const locating = hasRequest ? deadline.ask(() => locate(request.request), SHARES.locate) : null;
  const checking =
    agents && hasRequest
      ? deadline.ask(async () => {
          const session = request.session === null ? null : await door('session', request.session);
          return readAgent(await agents.verify(request.request, { session }));
        }, SHARES.locate)
      : NO_AGENT;
  const [location, agent] = [await locating, await checking];
  const { address, place, hint } = attempt(() => readLocation(location)) ?? readLocation(null);
  const { account, card, idempotency } = requestNames;
  const ip = address && (await door('ip', address.hex));
  const net = address && (await door('net', address.net));
  const order = request.order === null ? null : await door('order', request.order);
  const jkt = thumbprintOf(verification);
  const counted: CountedAttempt = {
    atMs,
    entities: entitiesOf({ key: jkt, account, card, ip, net }),
    isRefused: !verification.ok,
    amount: request.amount ?? 0,
    account,
    card,
  };
  // Asked at once; neither ever rejects.
  const counting = deadline.ask(() => counters.count(counted), SHARES.facts);
  const recalling =
    records === null
      ? NOTHING
      : deadline.ask(() => records.recall({ account, card, jkt, idempotency, atMs }), SHARES.facts);
  const [counts, memories] = [await counting, await recalling];
  const tallies = attempt(() => readTallies(counts as Tallies, counted.entities));
  const recalled = attempt(() => readRecalled(memories as Recalled));
  const isFresh = (recalled?.keySinceMs ?? null) === null;
  const campaign = await campaignOf(settings, { verification, request, atMs, isFresh, deadline });
  const isInWave = (campaign?.size ?? 1) > 0;
  settings.alignment?.see({ verification, atMs, isPerson: !isInWave && agent?.state === 'none' });
  return {
    names: { account, card, jkt, ip, net, order, idempotency },
    findings: {
      atMs,
      place,
      network: networkOf(address?.hex ?? null, hint),
      agent: agent ?? UNCHECKED_AGENT,
      tallies: tallies ?? {},
      recalled: recalled ?? NOTHING,
      campaign: campaign ?? NO_CAMPAIGN,
    },
    failover: missingOf({ counters: tallies, records: recalled, campaigns: campaign }),
  };
}

type Looking = Pick<Gathering, 'verification' | 'request' | 'atMs' | 'deadline'> & {
  readonly isFresh: boolean;
};

/** The wave that an accepted visit belongs to; undefined where that could not be had. */
async function campaignOf(
  { campaigns, door }: DeciderSettings,
  { verification, request, atMs, isFresh, deadline }: Looking,
): Promise<CampaignFinding | undefined> {
  const jkt = thumbprintOf(verification);
  if (campaigns === null || !verification.ok || jkt === null) return NO_CAMPAIGN;
  // Rounded evidence is alike without being copied, and no trace of such a visit is kept.
  if (verification.flags.includes('reduced_consent')) return NO_CAMPAIGN;
  const session = request.session === null ? null : await door('session', request.session);
  const { evidence } = verification;
  const found = await deadline.ask(
    () => campaigns.see({ atMs, jkt, session, isFresh, evidence }),
    SHARES.facts,
  );
  return attempt(() => readCampaign(found as CampaignFinding));
}

/** The first of the stores that did not answer. */
function missingOf(answers: Readonly<Record<'counters' | 'records' | 'campaigns', unknown>>) {
  const names = ['counters', 'records', 'campaigns'] as const;
  return names.find((name) => answers[name] === undefined);
}

function entitiesOf(names: Readonly<Record<Entity, string | null>>): CountedAttempt['entities'] {
  const entities: { [Name in Entity]?: string } = {};
  for (const entity of ENTITY_NAMES) {
    const name = names[entity];
    if (name !== null) entities[entity] = name;
  }
  return entities;
}

const ENTITY_NAMES = Object.keys(ENTITIES) as readonly Entity[];

/** Undefined where that fails, as for a place whose members cannot be read. */
function attempt<T>(question: () => T): T | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}
