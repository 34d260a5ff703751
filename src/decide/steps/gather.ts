import type { Verification } from '../../server/result.ts';
import type { CountedAttempt } from '../counters/counters.ts';
import type { FailoverCause } from '../decision.ts';
import { NO_AGENT, readAgent, UNCHECKED_AGENT } from '../facts/agent.ts';
import { readLocation } from '../facts/location.ts';
import type { DeciderSettings } from '../options.ts';
import type { DecisionRecord } from '../records/records.ts';
import { bandOf } from '../triage/fold.ts';
import { type Deadline, SHARES } from './deadline.ts';
import { type Findings, NOTHING, thumbprintOf } from './facts.ts';
import type { ReadRequest } from './read-request.ts';
import { readRecalled, readTallies } from './read-stores.ts';
import type { RequestNames } from './repeated.ts';

/** Names under which a visit is counted and recorded. */
export type VisitNames = Omit<DecisionRecord, 'decision' | 'place'>;

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
  { door, locate, agents, networkOf, counters, records }: DeciderSettings,
  { verification, request, requestNames, atMs, deadline }: Gathering,
): Promise<Gathered> {
  const hasRequest = request.request !== undefined;
  const checkAgent = async () => {
    const session = request.session === null ? null : await door('session', request.session);
    return readAgent(await agents.verify(request.request, { session }));
  };
  const [location, agent] = await Promise.all([
    hasRequest ? deadline.ask(() => locate(request.request), SHARES.locate) : null,
    hasRequest ? deadline.ask(checkAgent, SHARES.locate) : NO_AGENT,
  ]);
  const { address, place, hint } = attempt(() => readLocation(location)) ?? readLocation(null);
  const { account, card, idempotency } = requestNames;
  const [ip, net] = address
    ? await Promise.all([door('ip', address.hex), door('net', address.net)])
    : [null, null];
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
  const [tallies, recalled] = await Promise.all([
    deadline.ask(async () => readTallies(await counters.count(counted), counted.entities), SHARES.facts),
    records === null
      ? NOTHING
      : deadline.ask(
          async () => readRecalled(await records.recall({ account, card, jkt, idempotency, atMs })),
          SHARES.facts,
        ),
  ]);
  const band = verification.ok ? bandOf(verification) : null;
  return {
    names: { account, card, jkt, ip, net, order, idempotency, band },
    findings: {
      atMs,
      place,
      network: networkOf(address?.hex ?? null, hint),
      agent: agent ?? UNCHECKED_AGENT,
      tallies: tallies ?? {},
      recalled: recalled ?? NOTHING,
    },
    failover: tallies === undefined ? 'counters' : recalled === undefined ? 'records' : undefined,
  };
}

const entitiesOf = (names: Readonly<Record<string, string | null>>): CountedAttempt['entities'] =>
  Object.fromEntries(Object.entries(names).filter(([, name]) => name !== null));

/** Undefined where that fails, as for a place whose members cannot be read. */
function attempt<T>(question: () => T): T | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}
