import type { Modality, Row } from '../data/row.ts';
import type { Random } from '../random.ts';

/**
 * Draws training rows so that neither a long recording, a busy person, a recorder nor a family outweighs the
 * others.
 */
export interface Sampler {
  draw(automation: boolean, modality: Modality): Row | null;
  readonly modalities: readonly Modality[];
}

type Tree = Map<string, Map<string, Row[]>>;

export function createSampler(rows: readonly Row[], random: Random): Sampler {
  const trees = new Map<string, Tree>();
  for (const row of rows) {
    const key = `${row.automation}/${row.modality}`;
    const tree = trees.get(key) ?? new Map();
    trees.set(key, tree);
    const stratum = row.automation ? row.family : row.source;
    const branch = tree.get(stratum) ?? new Map();
    tree.set(stratum, branch);
    // People count by head, scripts by session.
    const unit = row.automation ? row.session : row.subject;
    branch.set(unit, [...(branch.get(unit) ?? []), row]);
  }
  const lists = new Map(
    [...trees].map(([key, tree]) => [key, [...tree.values()].map((branch) => [...branch.values()])]),
  );
  const modalities = (['pointer', 'keys', 'touch'] as const).filter(
    (modality) => lists.has(`true/${modality}`) && lists.has(`false/${modality}`),
  );
  return {
    modalities,
    draw(automation, modality) {
      const strata = lists.get(`${automation}/${modality}`);
      return strata === undefined ? null : random.pick(random.pick(random.pick(strata)));
    },
  };
}
