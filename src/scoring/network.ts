import { ZERO } from '../contract/model.ts';

/**
 * One fully connected layer in integers. Its meaning, with zi and zo the zero points of input and output:
 * `y = clamp(rhe((Σ (x − zi)(w − 128) + bias) · inScale · weightScale / outScale) + zo, 0, 255)`.
 */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major [inputs × outputs], zero point 128. */
  readonly weights: Uint8Array;
  readonly weightScale: number;
  /** In steps of inScale · weightScale, zero point 0. */
  readonly bias: Int32Array;
  readonly inScale: number;
  readonly outScale: number;
  /**
   * Followed by Relu: the output's zero point is 0 and its clamp is the Relu. Without, the zero point is 128.
   */
  readonly relu: boolean;
}

/**
 * A chain: every layer's `outputs` and `outScale` are the next one's `inputs` and `inScale`. All scales are
 * float32 values.
 */
export interface Network {
  readonly layers: readonly [Layer, ...Layer[]];
}

/** Zero point of a layer's output: 0 after Relu, which lets onnxruntime drop the Relu and run one `QGemm`. */
export function outputZero(layer: Layer): number {
  return layer.relu ? 0 : ZERO;
}

/** Columns of an input row (twice the features). */
export function inputWidth(network: Network): number {
  return network.layers[0].inputs;
}

/** Columns of an output row (the groups). */
export function outputWidth(network: Network): number {
  return lastLayer(network).outputs;
}

/** Logit units of one output step. */
export function outputScale(network: Network): number {
  return lastLayer(network).outScale;
}

function lastLayer(network: Network): Layer {
  return network.layers.at(-1) ?? network.layers[0];
}
