import type { Model } from '../src/scoring/model.ts';
import type { Row } from './data/row.ts';
import { type Built, buildModel } from './export/model.ts';
import { openBuilt } from './export/open.ts';
import { calibrateScores, type Levels, levelLogits } from './fit/calibration.ts';
import { crossFit, type Scored } from './fit/cross-validation.ts';
import { type FitOptions, fit } from './fit/network.ts';
import { scalingOf } from './fit/scale.ts';
import { selectFeatures } from './fit/select.ts';
import { growStage, stageOf } from './fit/stage.ts';
import type { Progress } from './progress.ts';
import { FIT, LEFT_OUT } from './settings.ts';

/** A trained model and what its levels rest on. */
export interface TrainedModel {
  readonly built: Built;
  readonly model: Model;
  readonly options: FitOptions;
  /** Every row, scored by a fit that saw neither its person nor its family. */
  readonly heldOut: readonly Scored[];
  readonly levels: Levels;
}

export interface TrainOptions {
  readonly progress: Progress;
  /** Grows no trees: rows have the scores of the worker's own, which stay what they are. @default false */
  readonly keepTrees?: boolean | undefined;
}

/** Rows to model: fit, calibration and levels. The same rows give the same bytes. */
export async function trainModel(
  rows: readonly Row[],
  { progress, keepTrees = false }: TrainOptions,
): Promise<TrainedModel> {
  const options = {
    ...FIT,
    name: 'tellsign',
    selection: selectFeatures(rows, LEFT_OUT),
    scaling: scalingOf(rows),
  };
  progress.stage('calibration on people and families held out');
  const stage = keepTrees ? stageOf(rows) : growStage(rows, { ...options.strokeTrees, name: options.name });
  const heldOut = crossFit(rows, { ...options, stage }, (fold) => progress.at(`fold ${fold + 1}`));
  const levels = levelLogits(heldOut);
  const calibration = calibrateScores(heldOut);

  progress.stage('final fit');
  const source = `people and families held out of the fit, worst recorder: ${levels.worst}`;
  const built = buildModel(fit(rows, { ...options, stage }), rows, { ...levels, calibration, source });
  return { built, model: await openBuilt(built), options, heldOut, levels };
}
