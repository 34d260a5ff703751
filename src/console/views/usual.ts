import type { Exported, Records } from '../../decide/index.ts';
import { DAY_MS, HOUR_MS } from '../words/time.ts';

/** Where nine of ten visits lie, logit units. */
export interface Range {
  readonly low: number;
  readonly high: number;
}
/** By the code of a group. */
export type Usual = ReadonlyMap<string, Range>;

/** Visits that are looked at. Chosen: 10 MB are read in an hour, and a 20th of them is a hundred. */
const SAMPLE = 2000;
/** With fewer visits a 20th of them says nothing. Chosen: five at each end. */
const LEAST = 100;

/**
 * What is usual on this site: the 5th and the 95th percentile of each group over visits of the last day,
 * counted once an hour. A page never waits for it: until it is counted, nothing is usual.
 */
export function createUsual(records: Records, now: () => number): () => Usual {
  let usual: Usual = new Map();
  let countedMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = now();
    if (nowMs - countedMs >= HOUR_MS) {
      countedMs = nowMs;
      countUsual(records.export({ fromMs: nowMs - DAY_MS })).then(
        (counted) => {
          usual = counted;
        },
        // Records that cannot be read now are asked again in an hour.
        () => undefined,
      );
    }
    return usual;
  };
}

export async function countUsual(decisions: Iterable<Exported> | AsyncIterable<Exported>): Promise<Usual> {
  const values = new Map<string, number[]>();
  let visits = 0;
  for await (const { decision } of decisions) {
    if (decision.facts === null || decision.facts.code !== '') continue;
    for (const [code, weight] of Object.entries(decision.facts.groups)) {
      const known = values.get(code) ?? [];
      values.set(code, known);
      known.push(weight);
    }
    if (++visits === SAMPLE) break;
  }
  const enough = [...values].filter(([, weights]) => weights.length >= LEAST);
  return new Map(enough.map(([code, weights]) => [code, rangeOf(weights)]));
}

function rangeOf(weights: readonly number[]): Range {
  const sorted = weights.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { low: at(0.05), high: at(0.95) };
}
