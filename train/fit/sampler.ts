import type { Modality, Row } from '../data/row.ts';
import { pickWeighted, stratumOf, stratumWeights } from '../data/weighted.ts';
import type { Random } from '../random.ts';

/**
 * Draws training rows so that neither a long recording, a busy person, a recorder nor a family outweighs the
 * others.
 */
export interface Sampler {
  draw(automation: boolean, modality: Modality): Row | null;
  /** Typing of the same script session as this row of movement; null where there is none. */
  partner(row: Row): Row | null;
  readonly modalities: readonly Modality[];
}

type Tree = Map<string, Map<string, Row[]>>;

export function createSampler(rows: readonly Row[], random: Random): Sampler {
  const trees = new Map<string, Tree>();
  for (const row of rows) {
    const key = `${row.automation}/${row.modality}`;
    const tree = trees.get(key) ?? new Map();
    trees.set(key, tree);
    const branch = tree.get(stratumOf(row)) ?? new Map();
    tree.set(stratumOf(row), branch);
    // People count by head, scripts by session.
    const unit = row.automation ? row.session : row.subject;
    branch.set(unit, [...(branch.get(unit) ?? []), row]);
  }
  const lists = new Map(
    [...trees].map(([key, tree]) => {
      const weights = stratumWeights(rows.filter((row) => `${row.automation}/${row.modality}` === key));
      const strata = [...tree].map(([stratum, branch]) => ({
        item: [...branch.values()],
        weight: weights.get(stratum) ?? 1,
      }));
      return [key, strata] as const;
    }),
  );
  const modalities = (['pointer', 'keys', 'touch'] as const).filter(
    (modality) => lists.has(`true/${modality}`) && lists.has(`false/${modality}`),
  );
  return {
    modalities,
    draw(automation, modality) {
      const strata = lists.get(`${automation}/${modality}`);
      return strata === undefined ? null : random.pick(random.pick(pickWeighted(strata, random)));
    },
    partner({ automation, family, session }) {
      const typed = automation ? trees.get('true/keys')?.get(family)?.get(session) : undefined;
      return typed === undefined ? null : random.pick(typed);
    },
  };
}
