import {
  type CompiledPolicy,
  type Exported,
  labelInForce,
  type Outcome,
  type Records,
  type ReplayReport,
  replay,
} from '../../decide/index.ts';
import type { ChangedVisit } from '../policy-view.ts';
import { DAY_MS, MINUTE_MS } from '../words/time.ts';

/** Days that a replay looks back. Chosen: a week has every weekday. */
export const WOULD_DAYS = 7;
/** A replay is kept so long. Chosen: who turns its pages sees one replay, and what is new a minute later. */
const KEPT_MS = MINUTE_MS;
/** Replays kept at once. Chosen: more than are compared in a minute. */
const MAX_KEPT = 8;
/** Changed visits that are kept of a replay, the newest ones. Chosen: twenty pages. */
const MAX_CHANGES = 1000;

/** What a policy would have done in the last week. */
export interface Would {
  readonly report: ReplayReport;
  /** Visits that would have been answered otherwise, the newest first; a thousand at the most. */
  readonly changes: readonly ChangedVisit[];
}

interface Kept {
  readonly atMs: number;
  readonly would: Promise<Would>;
}

/** Replays the last week when a page asks, once a minute for each policy. */
export function createWould(records: Records, now: () => number): (policy: CompiledPolicy) => Promise<Would> {
  const kept = new Map<string, Kept>();
  return (policy) => {
    const atMs = now();
    const known = kept.get(policy.revision);
    if (known && atMs - known.atMs < KEPT_MS) return known.would;
    const would = look(policy, records, atMs - WOULD_DAYS * DAY_MS);
    // A map keeps the order of insertion: deleting first makes it the order of the last look.
    kept.delete(policy.revision);
    kept.set(policy.revision, { atMs, would });
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(oldest);
    }
    // A look that failed is not kept.
    would.catch(() => kept.delete(policy.revision));
    return would;
  };
}

async function look(policy: CompiledPolicy, records: Records, fromMs: number): Promise<Would> {
  const changes: ChangedVisit[] = [];
  const report = await replay(policy, records.export({ fromMs }), {
    fromMs,
    onChange(record, { outcome, rule }) {
      changes.push(changeOf(record, outcome, rule));
      if (changes.length > MAX_CHANGES) changes.shift();
    },
  });
  return { report, changes: changes.toReversed() };
}

const changeOf = ({ decision, labels }: Exported, would: Outcome, rule: string | null): ChangedVisit => ({
  atMs: decision.atMs,
  action: decision.action,
  amount: decision.facts?.amount ?? null,
  level: decision.facts?.level ?? '',
  was: decision.outcome,
  would,
  rule,
  label: labelInForce(labels)?.outcome ?? null,
});
