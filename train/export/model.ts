import { FEATURES, SCHEMA_ID } from '../../src/contract/features/index.ts';
import type { Manifest } from '../../src/contract/model.ts';
import { calibrate } from '../../src/scoring/calibrate.ts';
import { type Evidence, quantiseValue } from '../../src/scoring/quantise.ts';
import type { Row } from '../data/row.ts';
import type { Fitted } from '../fit/network.ts';
import { rounded, type Scaling } from '../fit/scale.ts';
import { FITTED } from '../fit/select.ts';
import { PRIOR } from '../rules/limits.ts';
import { assemble, type FloatNetwork, withHandScaling } from './float.ts';
import { writeOnnx } from './onnx.ts';
import { pinOf } from './pin.ts';
import { LOGIT_SCALE, parameterCount, quantiseNetwork } from './quantise.ts';
import { RELEASE_DATES } from './release.ts';
import { writeWeights } from './weights.ts';

/** The files and the manifest to ship, with what they were made from. */
export interface Built {
  readonly onnx: Uint8Array;
  /** The same network for pages. */
  readonly weights: Uint8Array;
  readonly manifest: Manifest;
  readonly float: FloatNetwork;
  readonly parameters: number;
  /** The trees that the worker must carry with this model; null where there were no strokes. */
  readonly strokeTrees: Fitted['strokeTrees'];
  /** Writes the scores of this model's trees into a row. */
  readonly fill: Fitted['fill'];
}

/** Parts of the manifest beyond the network. Level thresholds are logits here, scores in the manifest. */
export interface Decision {
  readonly calibration: Manifest['calibration'];
  readonly medium: number;
  readonly high: number;
  readonly source: string;
}

/** Of calibration and thresholds. */
const DIGITS = 4;

/** Rows that set the activation ranges. Chosen: enough to contain the extremes. */
const RANGE_ROWS = 4000;

export function buildModel(fitted: Fitted, rows: readonly Row[], decision: Decision): Built {
  const learnt = FITTED.flatMap((group) => fitted.selection[group]);
  const scaling = withHandScaling(fitted.scaling, learnt);
  const float = assemble(fitted, scaling);
  const stride = Math.max(1, Math.floor(rows.length / RANGE_ROWS));
  const seen = rows
    .filter((_, index) => index % stride === 0)
    .map((row) => floatInput(fitted.fill(row), scaling));
  const network = quantiseNetwork(float, [...seen, ...extremes()]);
  const onnx = writeOnnx(network);
  const weights = writeWeights(network);
  const manifest = describe({ onnx, weights }, scaling, decision);
  return {
    onnx,
    weights,
    manifest,
    float,
    parameters: parameterCount(network),
    strokeTrees: fitted.strokeTrees,
    fill: fitted.fill,
  };
}

function describe(
  { onnx, weights }: Pick<Built, 'onnx' | 'weights'>,
  scaling: Scaling,
  decision: Decision,
): Manifest {
  const { slope, intercept } = decision.calibration;
  const calibration = { slope: rounded(slope, DIGITS), intercept: rounded(intercept, DIGITS) };
  // Rounded down, so that the logit of a level reaches its score.
  const score = (logit: number): number =>
    Math.floor(calibrate(logit, calibration) * 10 ** DIGITS) / 10 ** DIGITS;
  return {
    v: 1,
    name: 'tellsign',
    version: 1,
    file: 'tellsign.onnx',
    ...pinOf(onnx),
    schema: SCHEMA_ID,
    center: [...scaling.center],
    scale: [...scaling.scale],
    logitScale: LOGIT_SCALE,
    bias: Math.round(PRIOR / LOGIT_SCALE),
    calibration,
    thresholds: { medium: score(decision.medium), high: score(decision.high), source: decision.source },
    ...RELEASE_DATES,
    weights: { file: 'tellsign.weights', ...pinOf(weights) },
  };
}

/** The network's input for a row, as real numbers of the integers that scoring would use. */
export function floatInput(row: Row, scaling: Scaling): Float64Array {
  const input = new Float64Array(2 * FEATURES.length);
  FEATURES.forEach((_, index) => {
    const unit =
      ((row.values[index] as number) - (scaling.center[index] as number)) / (scaling.scale[index] as number);
    const missing = row.missing[index] === 1;
    input[index] = missing ? 0 : Math.max(-127, Math.min(127, Math.round(unit * 32))) / 32;
    input[FEATURES.length + index] = missing ? 1 : 0;
  });
  return input;
}

/**
 * Rows at the ends of every feature, one at a time: hand-set groups have no recordings to set their ranges.
 */
function extremes(): Float64Array[] {
  const base = new Float64Array(2 * FEATURES.length).fill(1, FEATURES.length);
  const rows = [base, new Float64Array(2 * FEATURES.length)];
  FEATURES.forEach((_, index) => {
    for (const value of [-127 / 32, 127 / 32]) {
      const row = Float64Array.from(base);
      row[index] = value;
      row[FEATURES.length + index] = 0;
      rows.push(row);
    }
  });
  return rows;
}

/** The evidence a page would send for a row. */
export function evidenceFor(row: Row, manifest: Manifest): Evidence {
  const values = new Int8Array(FEATURES.length);
  FEATURES.forEach(({ transform }, index) => {
    if (row.missing[index] === 1) return;
    const value = row.values[index] as number;
    values[index] = quantiseValue(transform === 'log1p' ? Math.expm1(value) : value, index, manifest);
  });
  return { schema: manifest.schema, flags: 0, values, missing: row.missing };
}
