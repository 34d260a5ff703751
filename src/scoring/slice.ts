import { ZERO } from '../contract/model.ts';
import { inputWidth, type Layer, type Network, outputWidth, outputZero } from './network.ts';

/** The part of one layer that reaches one output. */
export interface SliceStep {
  /**
   * Weights minus their zero point, [inputs × outputs of this slice]; the inputs are the outputs of the step
   * before.
   */
  readonly weights: Int32Array;
  readonly bias: Int32Array;
  readonly inZero: number;
  readonly outZero: number;
  /** `f32(f32(inScale · weightScale) / outScale)`. */
  readonly multiplier: number;
}

/** One output and everything that reaches it. */
export interface Slice {
  /** Columns of the row that have a weight here: the inputs of the first step. */
  readonly columns: readonly number[];
  /** First layer first. */
  readonly steps: readonly SliceStep[];
}

/** A network cut by its outputs: all that the integer runtime needs of it. */
export interface Sliced {
  /** Columns of an input row. */
  readonly width: number;
  /** One for each output. */
  readonly slices: readonly Slice[];
}

/**
 * Follows every output back to the inputs through the weights that are not zero. What is left out is
 * multiplied by zero, so that the slices give the same integers as the whole network.
 */
export function sliceNetwork(network: Network): Sliced {
  const slices = Array.from({ length: outputWidth(network) }, (_, output) => sliceOutput(network, output));
  return { width: inputWidth(network), slices };
}

function sliceOutput({ layers }: Network, output: number): Slice {
  const steps: SliceStep[] = [];
  let outputs: readonly number[] = [output];
  for (const [index, layer] of [...layers.entries()].reverse()) {
    const before = layers[index - 1];
    const inputs = inputsOf(layer, outputs);
    steps.unshift(sliceLayer(layer, { inputs, outputs, inZero: before ? outputZero(before) : ZERO }));
    outputs = inputs;
  }
  return { columns: outputs, steps };
}

const weightOf = (layer: Layer, input: number, output: number) =>
  (layer.weights[input * layer.outputs + output] ?? ZERO) - ZERO;

const inputsOf = (layer: Layer, outputs: readonly number[]) =>
  Array.from({ length: layer.inputs }, (_, i) => i).filter((i) =>
    outputs.some((o) => weightOf(layer, i, o) !== 0),
  );

interface Part {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly inZero: number;
}

function sliceLayer(layer: Layer, { inputs, outputs, inZero }: Part): SliceStep {
  return {
    weights: Int32Array.from(inputs.flatMap((i) => outputs.map((o) => weightOf(layer, i, o)))),
    bias: Int32Array.from(outputs, (o) => layer.bias[o] ?? 0),
    inZero,
    outZero: outputZero(layer),
    multiplier: Math.fround(Math.fround(layer.inScale * layer.weightScale) / layer.outScale),
  };
}
