import { INPUT_STEPS, ZERO } from '../../src/contract/model.ts';
import type { Layer, Network } from '../../src/scoring/network.ts';
import { type FloatNetwork, runFloat, type Unit } from './float.ts';

/**
 * Logit units of one output step, ±7.9 in all: contributions of learnt groups are bounded at 6.5
 * (`rules/limits.ts`), so 1/32 (±4) would cut them; a sixteenth of a logit is below anything a threshold or a
 * reader can tell.
 */
export const LOGIT_SCALE = 1 / 16;

/** Largest weight after rescaling, relative to activations of at most 1. */
const STEEPEST = 0.5;

/**
 * Biases are multiples of this many steps: a quarter of an output step in the first layer, less behind it,
 * and a byte less of each to download.
 */
const BIAS_STEPS = 16;

/** Spare room above the largest activation seen. */
const HEADROOM = 1.02;

/**
 * Post-training quantisation: units are rescaled to share one range a layer, then weights and activations get
 * static scales.
 */
export function quantiseNetwork(network: FloatNetwork, inputs: readonly Float64Array[]): Network {
  const balanced = balance(network, inputs);
  const peaks = peaksOf(balanced, inputs);
  const layers: Layer[] = [];
  let inScale = Math.fround(1 / INPUT_STEPS);
  balanced.layers.forEach((units, index) => {
    const last = index === balanced.layers.length - 1;
    const before = index === 0 ? balanced.inputs : (balanced.layers[index - 1]?.length ?? 0);
    const outScale = last ? LOGIT_SCALE : Math.fround(topOf(units, peaks[index] ?? new Float64Array()) / 255);
    layers.push(quantiseLayer(units, { inputs: before, inScale, outScale, relu: !last }));
    inScale = outScale;
  });
  return { layers: layers as unknown as Network['layers'] }; // never empty: assemble gives four
}

/** Top of a layer's integer range: where capped units end, and no lower than any other unit reaches. */
function topOf(units: readonly Unit[], peaks: Float64Array): number {
  const cap = units.find((unit) => unit.cap !== undefined)?.cap;
  return cap ?? Math.max(1e-6, ...peaks) * HEADROOM;
}

interface Shape {
  readonly inputs: number;
  readonly inScale: number;
  readonly outScale: number;
  readonly relu: boolean;
}

function quantiseLayer(units: readonly Unit[], { inputs, inScale, outScale, relu }: Shape): Layer {
  const largest = Math.max(1e-9, ...units.flatMap((unit) => [...unit.weights.values()].map(Math.abs)));
  const weightScale = Math.fround(largest / 127);
  const weights = new Uint8Array(inputs * units.length).fill(ZERO);
  const bias = new Int32Array(units.length);
  units.forEach((unit, column) => {
    for (const [row, weight] of unit.weights) {
      weights[row * units.length + column] = ZERO + clamp(Math.round(weight / weightScale), 127);
    }
    bias[column] = BIAS_STEPS * clamp(Math.round(unit.bias / (BIAS_STEPS * inScale * weightScale)), 2 ** 26);
  });
  return { inputs, outputs: units.length, weights, weightScale, bias, inScale, outScale, relu };
}

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/**
 * Cross-layer equalisation (Nagel et al. 2019): a ReLU unit times s with its outgoing weights over s computes
 * the same. Capped units end at 1 exactly; the others reach at most 1, less where that spares the weights'
 * own range.
 */
function balance(network: FloatNetwork, inputs: readonly Float64Array[]): FloatNetwork {
  const layers = network.layers.map((layer) => layer.map(copyUnit));
  const peaks = peaksOf(network, inputs);
  for (let index = 0; index + 1 < layers.length; index += 1) {
    const [units, next] = [layers[index] ?? [], layers[index + 1] ?? []];
    units.forEach((unit, i) => {
      const peak = peaks[index]?.[i] ?? 0;
      const largest = Math.max(...[...unit.weights.values()].map(Math.abs));
      const s = unit.cap === undefined ? Math.min(1 / (peak * HEADROOM), STEEPEST / largest) : 1 / unit.cap;
      // A unit that is never above 0 would only use up range.
      const alive = peak > 0;
      units[i] = alive ? scaleUnit(unit, s) : { ...unit, weights: new Map(), bias: 0 };
      for (const target of next) {
        const weight = target.weights.get(i);
        if (weight !== undefined) target.weights.set(i, alive ? weight / s : 0);
      }
    });
  }
  return { inputs: network.inputs, layers };
}

const copyUnit = (unit: Unit): Unit => ({ ...unit, weights: new Map(unit.weights) });

function scaleUnit(unit: Unit, s: number): Unit {
  const weights = new Map([...unit.weights].map(([i, weight]) => [i, weight * s]));
  const scaled = { ...unit, weights, bias: unit.bias * s };
  return unit.cap === undefined ? scaled : { ...scaled, cap: unit.cap * s };
}

/** Largest activation of every unit over the calibration rows. */
function peaksOf(network: FloatNetwork, inputs: readonly Float64Array[]): Float64Array[] {
  const peaks = network.layers.map((layer) => new Float64Array(layer.length));
  for (const input of inputs) {
    runFloat(network, input).forEach((outputs, index) => {
      const peak = peaks[index];
      outputs.forEach((value, i) => {
        if (peak !== undefined && Math.abs(value) > (peak[i] as number)) peak[i] = Math.abs(value);
      });
    });
  }
  return peaks;
}

/** Weights that are not zero, and all biases. */
export const parameterCount = (network: Network): number =>
  network.layers.reduce(
    (sum, { weights, bias }) => sum + weights.filter((w) => w !== ZERO).length + bias.length,
    0,
  );
