import { ZERO } from '../contract/model.ts';
import { type Network, outputZero } from './network.ts';

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
export type Slice = readonly SliceStep[];

/**
 * Follows one output column back to the inputs through every weight that is not zero. What is left out is multiplied by zero, so
 * that the slice gives the same integers as the whole network.
 */
export function sliceNetwork(network: Network, output: number): Slice {
  const steps: SliceStep[] = [];
  let units: readonly number[] = [output];
  for (let index = network.layers.length - 1; index >= 0; index--) {
    const layer = network.layers[index] ?? network.layers[0];
    const before = network.layers[index - 1];
    const outputs = units;
    const inputs: number[] = [];
    for (let i = 0; i < layer.inputs; i++) {
      if (outputs.some((o) => layer.weights[i * layer.outputs + o] !== ZERO)) inputs.push(i);
    }
    steps.unshift({
      inputs,
      weights: Int32Array.from(
        inputs.flatMap((i) => outputs.map((o) => (layer.weights[i * layer.outputs + o] ?? ZERO) - ZERO)),
      ),
      bias: Int32Array.from(outputs, (o) => layer.bias[o] ?? 0),
      inZero: before ? outputZero(before) : ZERO,
      outZero: outputZero(layer),
      multiplier: Math.fround(Math.fround(layer.inScale * layer.weightScale) / layer.outScale),
    });
    units = inputs;
  }
  return steps;
}
