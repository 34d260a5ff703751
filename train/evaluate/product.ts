import { calibrate } from '../../src/scoring/calibrate.ts';
import type { Row } from '../data/row.ts';
import { evidenceFor } from '../export/model.ts';
import { type Shipped, scoreRows } from '../export/open.ts';
import { auc, tprAt1 } from '../fit/metrics.ts';
import { quantile } from '../fit/scale.ts';
import { FITTED } from '../fit/select.ts';
import type { TrainedModel } from '../model.ts';
import { createRandom } from '../random.ts';
import { PRIOR } from '../rules/limits.ts';
import { type Calls, callsOf } from './calls.ts';
import type { Dataset } from './dataset.ts';
import { type Deletion, deletionOf } from './deletion.ts';
import { type Judged, type Reliability, reliabilityOf } from './reliability.ts';
import type { Figure } from './study.ts';

export interface GroupResult {
  readonly group: string;
  readonly auc: number;
  readonly caughtAt1: number;
  readonly people: number;
  readonly scripts: number;
}

/**
 * Measurements of the shipped model itself: on test people, and on scripts of known families with new
 * parameters.
 */
export interface ProductResults {
  readonly calls: readonly Calls[];
  readonly groups: readonly GroupResult[];
  /** The same sessions through integers and through real numbers. */
  readonly int8: { readonly auc: number; readonly float: number; readonly cost: Figure };
  readonly reliability: Reliability;
  readonly deletion: Readonly<Record<'scripts' | 'people', Deletion>>;
}

/** Sessions whose features are deleted one by one, of each class. */
const DELETED = 300;

export async function examineProduct(
  { model, built }: Pick<TrainedModel, 'model' | 'built'>,
  { test }: Pick<Dataset, 'test'>,
): Promise<ProductResults> {
  const timed = scoreRows(
    model,
    built,
    test.filter(({ horizon }) => !horizon.includes('stroke')),
  );
  const whole = timed.filter(({ row }) => row.horizon === 'whole');
  const [people, scripts] = [false, true].map((kind) =>
    whole.filter(({ row }) => row.automation === kind),
  ) as [Shipped[], Shipped[]];
  const random = createRandom('product');
  const evidence = (list: readonly Shipped[]) =>
    spread(list, DELETED).map(({ row }) => evidenceFor(row, built.manifest));
  const judged = whole
    .filter(({ level }) => level !== 'unknown')
    .map(({ row, logit }) => judge(row, calibrate(logit, built.manifest.calibration)));
  return {
    calls: callsOf(timed.filter(({ row }) => !row.automation)),
    groups: FITTED.map((group) => {
      const [a, b] = [people, scripts].map((list) => list.flatMap(({ groups }) => groups[group] ?? [])) as [
        number[],
        number[],
      ];
      return { group, auc: auc(a, b), caughtAt1: tprAt1(a, b), people: a.length, scripts: b.length };
    }),
    int8: quantisationCost(people, scripts),
    reliability: reliabilityOf(judged, priorShare, random),
    deletion: {
      scripts: await deletionOf(model, evidence(scripts), random),
      people: await deletionOf(model, evidence(people), random),
    },
  };
}

/** Share of scripts that the score is calibrated for. */
export const priorShare = 1 / (1 + Math.exp(-PRIOR));

export const judge = (row: Row, score: number): Judged => ({
  score,
  automation: row.automation,
  unit: row.automation ? row.session : row.subject,
  stratum: row.automation ? row.family : `${row.source} ${row.modality}`,
});

/** AUC lost to integers, with a bootstrap over sessions, both scores of a session drawn together. */
function quantisationCost(people: readonly Shipped[], scripts: readonly Shipped[]): ProductResults['int8'] {
  const random = createRandom('int8');
  const area = (key: 'logit' | 'float', a: readonly Shipped[], b: readonly Shipped[]): number =>
    auc(
      a.map((item) => item[key]),
      b.map((item) => item[key]),
    );
  const draws = Array.from({ length: 100 }, () => {
    const [a, b] = [people, scripts].map((list) => list.map(() => random.pick(list))) as [
      Shipped[],
      Shipped[],
    ];
    return area('logit', a, b) - area('float', a, b);
  }).sort((a, b) => a - b);
  const [int8, float] = [area('logit', people, scripts), area('float', people, scripts)];
  const cost = { value: int8 - float, low: quantile(draws, 0.025), high: quantile(draws, 0.975) };
  return { auc: int8, float, cost };
}

/** At most `count` items, evenly from the whole list. */
function spread<T>(list: readonly T[], count: number): T[] {
  const stride = Math.max(1, Math.floor(list.length / count));
  return list.filter((_, index) => index % stride === 0).slice(0, count);
}
