import type { Row } from '../../data/row.ts';
import { binAmong } from '../../fit/boosting/bins.ts';
import { type BoostOptions, boost, logitOf } from '../../fit/boosting/boost.ts';
import { createRandom } from '../../random.ts';
import type { Lesson } from '../lesson.ts';
import { isShaped, type Views } from '../views.ts';
import { cellOf, columnsOf, groupsOf, modalityRows, tableOf } from './table.ts';

/**
 * Usual values for tables of this size (the defaults of XGBoost and LightGBM, fewer rounds); not tuned on
 * anything here.
 */
const BOOST = {
  shape: 'free',
  missing: 'either',
  trees: 160,
  depth: 4,
  learningRate: 0.1,
  rowShare: 0.5,
  columnShare: 0.6,
  columnsDrawn: 'tree',
  ridge: 1,
  leastCurvature: 5,
} as const satisfies Omit<BoostOptions, 'random' | 'columnsOf'>;
/** Bins of equal counts a column is cut into. */
const BINS = 64;

/**
 * Boosted trees on the traceless features, some for each modality; `additive` keeps each tree to one group.
 */
export function compareTrees(
  { rows, selection, name }: Lesson,
  { additive }: { readonly additive: boolean },
): (row: Row) => Views {
  const scorers = (['pointer', 'keys', 'touch'] as const).map((modality) => {
    const own = modalityRows(rows, modality);
    const features = columnsOf(own, selection);
    const { table, edges } = tableOf(own, features, BINS);
    const groups = additive ? groupsOf(features) : features.map(() => 0);
    const kinds = [...new Set(groups)];
    const trees = boost(table, {
      ...BOOST,
      random: createRandom('trees', name, modality),
      columnsOf: (tree) =>
        groups.flatMap((group, column) => (group === kinds[tree % kinds.length] ? [column] : [])),
    });
    const score = (row: Row) =>
      logitOf(
        trees,
        features.map((feature, column) =>
          binAmong(edges[column] ?? new Float64Array(), cellOf(row, feature)),
        ),
      );
    return { modality, score };
  });
  return (row) => {
    const scorer = scorers.find(({ modality }) => modality === row.modality);
    return scorer === undefined || !isShaped(row) ? {} : { shape: scorer.score(row) };
  };
}
