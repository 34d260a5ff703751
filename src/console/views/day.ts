import type { Exported, Records, RuleLevel } from '../../decide/index.ts';
import { LEVELS } from '../charts/levels.ts';
import type { OutcomeMatrix } from '../policy-view.ts';
import type { HourView } from '../view.ts';
import { DAY_MS, HOUR_MS } from '../words/time.ts';

/** What the last day's decisions come to. */
export interface Day {
  readonly hours: readonly HourView[];
  readonly visits: number;
  readonly codes: ReadonlyMap<string, number>;
  readonly failovers: ReadonlyMap<string, number>;
  readonly ruleErrors: number;
  readonly tookMs: readonly number[];
  /** By revision of a policy, live or on trial: visits it was asked about, and how often its rules held. */
  readonly policies: ReadonlyMap<string, PolicyDay>;
}

export interface PolicyDay {
  readonly visits: number;
  readonly hits: ReadonlyMap<string, number>;
  /** Live answers against this policy's. */
  readonly matrix: OutcomeMatrix;
}

const HOURS = 24;
/** Pages that are asked for again within this time share one count. Chosen: nobody sees the difference. */
const KEPT_MS = 30_000;

/** Counts the last day's decisions when a page asks, at most twice a minute. */
export function createDay(records: Records, now: () => number): () => Promise<Day> {
  let kept: { readonly atMs: number; readonly day: Promise<Day> } | null = null;
  return () => {
    const nowMs = now();
    if (kept && nowMs - kept.atMs < KEPT_MS) return kept.day;
    const day = countDay(records.export({ fromMs: nowMs - DAY_MS }), nowMs);
    kept = { atMs: nowMs, day };
    // A count that failed is not kept.
    day.catch(() => {
      kept = null;
    });
    return day;
  };
}

/** What is being counted. */
interface Counting {
  readonly hours: { startMs: number; visits: number; levels: Record<RuleLevel, number> }[];
  readonly codes: Map<string, number>;
  readonly failovers: Map<string, number>;
  readonly tookMs: number[];
  readonly policies: Map<string, { visits: number; hits: Map<string, number>; matrix: Counts }>;
  visits: number;
  ruleErrors: number;
}
type Outcome = keyof OutcomeMatrix;
type Counts = Record<Outcome, Record<Outcome, number>>;

export async function countDay(
  decisions: Iterable<Exported> | AsyncIterable<Exported>,
  nowMs: number,
): Promise<Day> {
  const firstMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;
  const counting: Counting = {
    hours: Array.from({ length: HOURS }, (_, hour) => ({
      startMs: firstMs + hour * HOUR_MS,
      visits: 0,
      levels: zeros(LEVELS),
    })),
    codes: new Map(),
    failovers: new Map(),
    tookMs: [],
    policies: new Map(),
    visits: 0,
    ruleErrors: 0,
  };
  for await (const { decision } of decisions)
    if (decision.atMs >= nowMs - DAY_MS && decision.atMs <= nowMs) add(counting, decision);
  return counting;
}

function add(counting: Counting, decision: Exported['decision']): void {
  const { atMs, outcome, hits, policy, shadow, facts, failover, ruleErrors, tookMs } = decision;
  counting.visits++;
  counting.ruleErrors += ruleErrors.length;
  counting.tookMs.push(tookMs);
  if (failover !== undefined) grow(counting.failovers, failover);
  if (facts !== null && facts.code !== '') grow(counting.codes, facts.code);
  const hour = counting.hours.findLast(({ startMs }) => startMs <= atMs);
  const level = LEVELS.find((known) => known === facts?.level);
  if (hour && level) {
    hour.visits++;
    hour.levels[level]++;
  }
  addPolicy(counting, policy.revision, { live: outcome, own: outcome, hits });
  for (const one of shadow)
    addPolicy(counting, one.policy.revision, { live: outcome, own: one.outcome, hits: one.hits });
}

interface Asked {
  readonly live: Outcome;
  readonly own: Outcome;
  readonly hits: readonly string[];
}

function addPolicy({ policies }: Counting, revision: string, { live, own, hits }: Asked): void {
  const policy = policies.get(revision) ?? { visits: 0, hits: new Map(), matrix: noMatrix() };
  policies.set(revision, policy);
  policy.visits++;
  policy.matrix[live][own]++;
  for (const id of hits) grow(policy.hits, id);
}

const grow = (counts: Map<string, number>, name: string): unknown =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

/** A matrix without a visit. */
export function noMatrix(): Counts {
  const row = () => ({ allow: 0, challenge: 0, review: 0, deny: 0 });
  return { allow: row(), challenge: row(), review: row(), deny: row() };
}
