import { ZERO } from '../contract/model.ts';
import { type Layer, type Network, outputZero } from './network.ts';

/** The part of one layer that reaches one output. */
export interface SliceStep {
  /** Columns of the layer's input that have a weight here; in the first step, columns of the row. */
  readonly inputs: readonly number[];
  /** Weights minus their zero point, [inputs × outputs of this slice]. */
  readonly weights: Int32Array;
  readonly bias: Int32Array;
  readonly inZero: number;
  readonly outZero: number;
  /** `f32(f32(inScale · weightScale) / outScale)`. */
  readonly multiplier: number;
}

/** One output column and everything that reaches it, first layer first. */
export type Slice = readonly [SliceStep, ...SliceStep[]];

/**
 * Follows one output column back to the inputs through every weight that is not zero. What is left out is multiplied by zero, so
 * that the slice gives the same integers as the whole network.
 */
export function sliceNetwork(network: Network, output: number): Slice {
  const [first, ...others] = network.layers;
  const steps: SliceStep[] = [];
  let outputs: readonly number[] = [output];
  for (const [index, layer] of [...others.entries()].reverse()) {
    const step = sliceLayer(layer, outputs, outputZero(network.layers[index] ?? first));
    steps.unshift(step);
    outputs = step.inputs;
  }
  return [sliceLayer(first, outputs, ZERO), ...steps];
}

function sliceLayer(layer: Layer, outputs: readonly number[], inZero: number): SliceStep {
  const weight = (input: number, unit: number) =>
    (layer.weights[input * layer.outputs + unit] ?? ZERO) - ZERO;
  const inputs = Array.from({ length: layer.inputs }, (_, i) => i).filter((i) =>
    outputs.some((o) => weight(i, o) !== 0),
  );
  return {
    inputs,
    weights: Int32Array.from(inputs.flatMap((i) => outputs.map((o) => weight(i, o)))),
    bias: Int32Array.from(outputs, (o) => layer.bias[o] ?? 0),
    inZero,
    outZero: outputZero(layer),
    multiplier: Math.fround(Math.fround(layer.inScale * layer.weightScale) / layer.outScale),
  };
}
