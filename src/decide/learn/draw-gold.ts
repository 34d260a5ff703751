import type { GoldSet, LabelledVisit } from '../records/learning.ts';
import { examplesOf } from './examples.ts';
import { LEAST_GOLD } from './gold.ts';

export type GoldRefusal =
  /** Fewer than 400 labels count: a set of 200 would leave too few to learn from. */
  'gold_small';

/** Share of the labels that the frozen set takes. Chosen: as many are left to learn from. */
const SHARE = 0.5;

interface DrawGoldOptions {
  readonly action: string;
  readonly by: string;
  readonly nowMs: number;
  readonly maturityMs: number;
}

/** Half of the labels that count, by the hash of their decisions: nobody chooses which. */
export function drawGold(
  visits: readonly LabelledVisit[],
  { action, by, nowMs, maturityMs }: DrawGoldOptions,
):
  | { readonly ok: true; readonly value: GoldSet }
  | { readonly ok: false; readonly code: GoldRefusal; readonly detail: string } {
  const { examples } = examplesOf(visits, { nowMs, maturityMs });
  const wanted = Math.floor(examples.length * SHARE);
  if (wanted < LEAST_GOLD)
    return { ok: false, code: 'gold_small', detail: `${examples.length} of ${LEAST_GOLD / SHARE}` };
  // Ids are random, and were given before anybody knew the label.
  const drawn = examples.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, wanted);
  const labels = drawn.map(({ id, z, isFraud, weight }) => ({ decisionId: id, z, isFraud, weight }));
  return { ok: true, value: { action, by, confirmedBy: null, atMs: nowMs, labels } };
}
