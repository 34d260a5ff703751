import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type CompiledPolicy,
  compilePolicy,
  createDecider,
  createPolicyBook,
  type Decision,
  memoryCounters,
  memoryRecords,
  type PolicyBook,
  type Records,
  SHIPPED,
} from '../../src/decide/index.ts';
import { createDoor } from '../../src/decide/records/door.ts';
import { recorded } from '../unit/decide/decision.ts';
import { BadFile, type ReadScenario } from './read.ts';
import type { Scenario, ScenarioEvent, Want } from './schema.ts';
import { verificationOf } from './verification.ts';

export interface Played {
  readonly name: string;
  readonly want: Scenario['want'] | Scenario['wants'];
  readonly got: unknown;
  readonly isHit: boolean;
}

const SECRET = Uint8Array.from({ length: 32 }, (_, i) => i);
/** Everything is in memory; a busy machine must not make a scenario fail over. */
const TIMEOUT_MS = 10_000;
const DAY_MS = 86_400_000;

/** Plays a scenario on empty stores. @throws BadFile for a policy that cannot be taken */
export async function play(scenario: ReadScenario, file: string): Promise<Played> {
  const { name, events, want, wants } = scenario;
  const startMs = scenario.now * 1000;
  let nowMs = startMs;
  const records = memoryRecords({ now: () => nowMs });
  await teach(records, scenario, startMs);
  const decider = createDecider({
    secret: SECRET,
    records,
    counters: memoryCounters(),
    policies: await bookOf(scenario, file),
    amounts: { currency: 'EUR' },
    locate: (event) => locationOf(event as ScenarioEvent),
    agents: { verify: (event) => ({ state: (event as ScenarioEvent).agent }) },
    timeoutMs: TIMEOUT_MS,
    now: () => nowMs,
  });
  const decisions: Decision[] = [];
  for (const event of events) {
    nowMs = startMs + event.at * 1000;
    const { action, account, card, amount } = event;
    const decision = await decider.decide(verificationOf(event), {
      action,
      account,
      card,
      amount,
      request: event,
    });
    decisions.push(decision);
    if (event.passed && decision.outcome === 'challenge')
      await decider.label(decision.id, {
        outcome: 'legitimate',
        reason: 'passed_two_factor',
        source: 'challenge',
        by: 'scenario',
      });
  }
  const wanted = wants ?? [...events.slice(1).map(() => null), want ?? null];
  const got = wanted.map((one, place) => one && gotOf(one, decisions[place]));
  const isHit = wanted.every((one, place) => JSON.stringify(one) === JSON.stringify(got[place]));
  return { name, want: wants ?? want, got: wants ? got : got.at(-1), isHit };
}

/** What a decision says of the members that are wanted, in their order. */
function gotOf(want: Want, decision: Decision | undefined): object {
  const all = { ...decision, travel: decision?.facts.travel.kind };
  return Object.fromEntries(Object.keys(want).map((name) => [name, all[name as keyof Want]]));
}

const locationOf = ({ place, network, ip }: ScenarioEvent) => ({
  address: ip,
  place: place ? { lat: place[0], lon: place[1] } : null,
  network,
});

/** Chosen: what is not seen for 90 days is forgotten. */
const VISIT_EVERY_DAYS = 30;

/**
 * Makes keys known to the first event's account, by a visit so long ago, one every thirty days since then,
 * and one now, all without a place.
 */
async function teach(records: Records, { known, events }: Scenario, startMs: number): Promise<void> {
  const account = events[0]?.account;
  if (!account) return;
  const name = await createDoor(SECRET)('account', account);
  const visit = (jkt: string, days: number) => {
    const decision = { atMs: startMs - days * DAY_MS };
    return records.save(recorded({ account: name, card: null, jkt, ip: null, net: null, decision }));
  };
  for (const [jkt, days] of Object.entries(known)) {
    for (let ago = days; ago > 0; ago -= VISIT_EVERY_DAYS) await visit(jkt, ago);
    await visit(jkt, 0);
  }
}

/** The shipped policies by action, or the scenario's one for every event. */
async function bookOf({ policy, inline }: ReadScenario, file: string): Promise<PolicyBook> {
  const book = await createPolicyBook({ live: Object.values(SHIPPED), shadow: [] });
  if (policy === undefined) return book;
  const source = inline?.text ?? (await sourceOf(policy, file));
  const compiled = await compilePolicy(source);
  if (!compiled.ok) {
    const at = inline ? file : String(policy);
    const before = inline ? inline.line - 1 : 0;
    const faults = compiled.faults.map(
      ({ line, path, reason }) => `${at}:${before + line}: ${path} ${reason}`,
    );
    throw new BadFile(faults.join('\n'));
  }
  const live: CompiledPolicy = compiled.policy;
  return { ...book, live: () => live, fallback: () => live };
}

function sourceOf(policy: NonNullable<Scenario['policy']>, file: string): unknown {
  if (typeof policy !== 'string') return policy;
  if (Object.hasOwn(SHIPPED, policy)) return SHIPPED[policy as keyof typeof SHIPPED];
  return readFile(resolve(dirname(file), policy), 'utf8');
}
