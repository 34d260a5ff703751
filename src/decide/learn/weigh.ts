import type { Influence } from '../records/learning.ts';
import { personOf } from '../reviewer.ts';
import type { Example } from './examples.ts';

/** An example with what it weighs in the end. */
export interface Weighed {
  readonly z: number;
  readonly isFraud: boolean;
  readonly weight: number;
}

export interface Weights {
  readonly examples: readonly Weighed[];
  /** Weight of the curve in force: its pseudo-labels, and what the caps took from labels. */
  readonly incumbent: number;
  readonly influence: readonly Influence[];
  /** Shares of the whole weight that each cap took. */
  readonly cut: { readonly networks: number; readonly reviewers: number; readonly repeated: number };
}

/** Pseudo-labels that speak for the curve in force (decide.md §8). */
export const PSEUDO_LABELS = 50;
/** Most of the whole weight that one reviewer has, and one /24 (decide.md §8). */
export const REVIEWER_SHARE = 0.2;
export const NETWORK_SHARE = 0.05;
/** Keeps a sum of rounded products below its cap. A double has 16 digits. */
const ROUNDING = 1 - 1e-12;

/**
 * Weighs labels so that nobody has more than a share: labels of one key, account or card weigh together what
 * one of them does; then no /24 and no reviewer has more than its share of all labels and pseudo-labels. What
 * is cut off goes to the curve in force, so that the whole stays the same and the shares are exact.
 */
export function weigh(examples: readonly Example[]): Weights {
  const single = singled(examples);
  const whole = sum(single) + PSEUDO_LABELS;
  const netOf = networkOf(examples);
  const networked = capped(single, examples.map(netOf), NETWORK_SHARE * whole);
  const reviewed = capped(networked, examples.map(speakerOf), REVIEWER_SHARE * whole);
  const taken = { networks: sum(single) - sum(networked), reviewers: sum(networked) - sum(reviewed) };
  const given = sum(examples.map(({ weight }) => weight)) + PSEUDO_LABELS;
  return {
    examples: examples.map(({ z, isFraud }, index) => ({ z, isFraud, weight: reviewed[index] ?? 0 })),
    incumbent: whole - sum(reviewed),
    influence: influenceOf(examples, { single, reviewed, whole }),
    cut: {
      networks: taken.networks / whole,
      reviewers: taken.reviewers / whole,
      repeated: 1 - whole / given,
    },
  };
}

/** Weights after labels that share a key, an account or a card were divided by how many they are. */
function singled(examples: readonly Example[]): readonly number[] {
  const counts = new Map<string, number>();
  const names = examples.map(namesOf);
  for (const own of names) for (const name of own) counts.set(name, (counts.get(name) ?? 0) + 1);
  return examples.map(({ weight }, index) => {
    const most = Math.max(1, ...(names[index] ?? []).map((name) => counts.get(name) ?? 1));
    return weight / most;
  });
}

/** Visits of which nothing names anybody are one visitor's. */
function namesOf({ visit: { jkt, account, card } }: Example): readonly string[] {
  const names = [jkt && `key ${jkt}`, account && `account ${account}`, card && `card ${card}`];
  const known = names.filter((name): name is string => Boolean(name));
  return known.length > 0 ? known : ['nobody'];
}

/** A site that never says where requests come from has no networks; else those without one are one. */
function networkOf(examples: readonly Example[]): (example: Example) => string | null {
  const hasNetworks = examples.some(({ visit }) => visit.net !== null);
  return ({ visit }) => (hasNetworks ? (visit.net ?? '') : null);
}

/**
 * Whose word a label is: one reviewer's is his, whichever source he gives. Customers and challenges are
 * answered by strangers, who share one reviewer's part, however many they are. Chargebacks are the banks'
 * word, which no cap holds back.
 */
function speakerOf({ label: { source, by } }: Example): string | null {
  if (source === 'chargeback') return null;
  return source === 'customer' || source === 'challenge' ? source : `reviewer ${personOf(by)}`;
}

/** Weights after no group has more than `most`; null is no group. */
function capped(
  weights: readonly number[],
  groups: readonly (string | null)[],
  most: number,
): readonly number[] {
  const sums = new Map<string, number>();
  for (const [index, group] of groups.entries())
    if (group !== null) sums.set(group, (sums.get(group) ?? 0) + (weights[index] ?? 0));
  return weights.map((weight, index) => {
    const group = groups[index] ?? null;
    const total = group === null ? 0 : (sums.get(group) ?? 0);
    return total > most ? weight * (most / total) * ROUNDING : weight;
  });
}

interface Parts {
  readonly single: readonly number[];
  readonly reviewed: readonly number[];
  readonly whole: number;
}

/** By whom, the greatest part first. */
function influenceOf(examples: readonly Example[], { single, reviewed, whole }: Parts): readonly Influence[] {
  const parts = new Map<string, Influence>();
  for (const [index, example] of examples.entries()) {
    const { source, by } = example.label;
    const name = speakerOf(example) ?? source;
    const before = parts.get(name) ?? { by: name.includes(' ') ? by : source, source, ...NOTHING };
    parts.set(name, {
      ...before,
      labels: before.labels + 1,
      given: before.given + (single[index] ?? 0) / whole,
      kept: before.kept + (reviewed[index] ?? 0) / whole,
    });
  }
  return [...parts.values()].toSorted((a, b) => b.kept - a.kept);
}

const NOTHING = { labels: 0, given: 0, kept: 0 } as const;

const sum = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0);
