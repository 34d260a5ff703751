import { FEATURES, GROUP_NAMES, MEMBERS } from '../../src/contract/features/index.ts';
import { type Network, outputZero } from '../../src/scoring/network.ts';
import { sliceNetwork } from '../../src/scoring/slice.ts';

/** The network as a weights file, deterministic to the byte; layout: `src/scoring/weights.ts`. */
export function writeWeights(network: Network): Uint8Array {
  const { slices } = sliceNetwork(network);
  const { layers } = network;
  if (slices.length !== GROUP_NAMES.length) throw new RangeError('weights: one output for each group');
  layers.forEach((layer, index) => {
    if ((outputZero(layer) === 0) !== index < layers.length - 1) throw new RangeError('weights: relu');
  });
  const steps = layers.flatMap((_, layer) => slices.map((slice) => slice.steps[layer]));
  const biases = steps.flatMap((step) => [...(step?.bias ?? [])]);
  const used = GROUP_NAMES.flatMap((group, index) => {
    const columns = new Set(slices[index]?.columns);
    const own = MEMBERS[group];
    const all = [...own, ...own.map((feature) => feature + FEATURES.length)];
    if (![...columns].every((column) => all.includes(column)))
      throw new RangeError(`weights: ${group} mixes`);
    return all.map((column) => Number(columns.has(column)));
  });
  return Uint8Array.from([
    layers.length,
    ...new Uint8Array(
      Float32Array.from(layers, (_, layer) => slices[0]?.steps[layer]?.multiplier ?? 0).buffer,
    ),
    ...steps.map((step) => byte(step?.bias.length ?? 0)),
    ...used,
    ...[0, 8, 16, 24].flatMap((shift) => biases.map((bias) => (bias >> shift) & 255)),
    ...steps.flatMap((step) => Array.from(step?.weights ?? [], (weight) => weight & 255)),
  ]);
}

function byte(units: number): number {
  if (units > 255) throw new RangeError(`weights: ${units} units`);
  return units;
}
