import { attribute } from '../../src/scoring/attribute.ts';
import type { Model } from '../../src/scoring/model.ts';
import type { Evidence } from '../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../src/scoring/score.ts';
import type { Random } from '../random.ts';

/**
 * How far the logit has moved, as a share of its whole way, after each share of the present features is
 * deleted.
 */
export interface Deletion {
  /** Shares of features deleted, 0 … 1. */
  readonly deleted: readonly number[];
  /** Features with the largest attributions first. */
  readonly top: readonly number[];
  /** Features in drawn order. */
  readonly random: readonly number[];
  /** Area between the two. */
  readonly gap: number;
  readonly sessions: number;
}

/** Points of the deletion curve: every twentieth of the features, ends included. */
const POINTS = 21;
/** Sessions whose evidence moves the logit less than this from the baseline have nothing to delete. */
const LEAST_LOGIT = 1;
/** Random orders averaged per session. */
const ORDERS = 4;

/**
 * Deletes features of sessions one by one (set to missing), those that explain the verdict most first, or at
 * random.
 */
export async function deletionOf(
  model: Model,
  sessions: readonly Evidence[],
  random: Random,
): Promise<Deletion> {
  const sums = { top: new Float64Array(POINTS), random: new Float64Array(POINTS) };
  let count = 0;
  for (const evidence of sessions) {
    const start = scoreEvidence(model, evidence).logit;
    const empty = model.manifest.bias * model.manifest.logitScale;
    if (Math.abs(start - empty) < LEAST_LOGIT) continue;
    count += 1;
    const side = Math.sign(start - empty);
    const weights = await attribute(model, evidence, model.exact);
    const order = [...weights].sort((a, b) => side * (b.steps - a.steps)).map(({ index }) => index);
    const drop = (indices: readonly number[]): number[] => dropOf(model, evidence, { indices, start, empty });
    add(sums.top, drop(order), 1);
    for (let i = 0; i < ORDERS; i += 1) add(sums.random, drop(shuffled(order, random)), 1 / ORDERS);
  }
  const [top, drawn] = [sums.top, sums.random].map((sum) => Array.from(sum, (value) => value / count)) as [
    number[],
    number[],
  ];
  return {
    deleted: Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1)),
    top,
    random: drawn,
    gap: areaOf(top) - areaOf(drawn),
    sessions: count,
  };
}

interface Path {
  readonly indices: readonly number[];
  readonly start: number;
  readonly empty: number;
}

/**
 * Shares moved, 0 … 1, at `POINTS` even steps of deleting `indices` in order. Beyond the baseline counts as
 * there.
 */
function dropOf(model: Model, evidence: Evidence, { indices, start, empty }: Path): number[] {
  const missing = Uint8Array.from(evidence.missing);
  const values = Int8Array.from(evidence.values);
  const moved = [0];
  for (const index of indices) {
    missing[index] = 1;
    values[index] = 0;
    const { logit } = scoreEvidence(model, { ...evidence, values, missing });
    moved.push(Math.min(1, Math.max(0, (start - logit) / (start - empty))));
  }
  return Array.from({ length: POINTS }, (_, i) => {
    const at = (i / (POINTS - 1)) * (moved.length - 1);
    const low = Math.floor(at);
    const [a = 1, b = a] = [moved[low], moved[low + 1]];
    return a + (b - a) * (at - low);
  });
}

function add(into: Float64Array, values: readonly number[], weight: number): void {
  values.forEach((value, i) => {
    into[i] = (into[i] as number) + weight * value;
  });
}

/** Trapezia over [0, 1]. */
const areaOf = (values: readonly number[]): number =>
  values.slice(1).reduce((sum, value, i) => sum + (value + (values[i] ?? 0)) / 2, 0) / (values.length - 1);

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const keyed = items.map((item) => ({ item, key: random.uniform() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
