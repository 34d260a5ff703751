import type { Row } from '../../data/row.ts';
import { createRandom } from '../../random.ts';
import type { Lesson } from '../lesson.ts';
import { isShaped, type Views } from '../views.ts';
import { type BoostOptions, boost } from './boost.ts';
import { cellOf, columnsOf, groupsOf, modalityRows, tableOf } from './table.ts';

/** Usual values for tables of this size; not tuned on anything here. */
const BOOST = {
  rounds: 160,
  depth: 4,
  rate: 0.1,
  bins: 64,
  rowShare: 0.5,
  columnShare: 0.6,
  ridge: 1,
  least: 5,
} as const satisfies Omit<BoostOptions, 'random'>;

/**
 * Boosted trees on the traceless features, one forest a modality; `additive` keeps each tree to one group.
 */
export function compareTrees(
  { rows, selection, name }: Lesson,
  { additive }: { readonly additive: boolean },
): (row: Row) => Views {
  const forests = (['pointer', 'keys', 'touch'] as const).map((modality) => {
    const own = modalityRows(rows, modality);
    const features = columnsOf(own, selection);
    const random = createRandom('trees', name, modality);
    const groups = additive ? { groups: groupsOf(features) } : {};
    return { modality, features, score: boost(tableOf(own, features), { ...BOOST, ...groups, random }) };
  });
  return (row) => {
    const forest = forests.find(({ modality }) => modality === row.modality);
    if (forest === undefined || !isShaped(row)) return {};
    return { shape: forest.score(forest.features.map((feature) => cellOf(row, feature))) };
  };
}
