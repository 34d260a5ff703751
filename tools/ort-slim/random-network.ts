import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { INPUT_STEPS, ZERO } from '../../src/contract/model.ts';
import type { Layer, Network } from '../../src/scoring/network.ts';

export interface RandomNetwork {
  readonly seed: number;
  /** Input columns of each group; the network has one output per entry. */
  readonly groups: readonly (readonly number[])[];
  readonly inputs: number;
  /** Hidden units of each group, layer by layer. */
  readonly hidden: readonly number[];
  /** Logit units of one output step. @default 1/16 */
  readonly logitScale?: number;
}

/**
 * A block-diagonal network with random weights, every layer scaled so that its outputs use the whole range
 * and clip sometimes.
 */
export function randomNetwork(options: RandomNetwork): Network {
  const rng = xoroshiro128plus(options.seed);
  const between = (low: number, high: number) => low + (high - low) * uniformFloat64(rng);
  let blocks = options.groups;
  let inputs = options.inputs;
  let inScale = Math.fround(1 / INPUT_STEPS);

  function layer(perGroup: number, relu: boolean, outScale?: number): Layer {
    const outputs = perGroup * blocks.length;
    const weights = new Uint8Array(inputs * outputs).fill(ZERO);
    blocks.forEach((block, group) => {
      for (const i of block) {
        for (let o = 0; o < perGroup; o++)
          weights[i * outputs + group * perGroup + o] = uniformInt(rng, 0, 255);
      }
    });
    const bias = Int32Array.from({ length: outputs }, () => uniformInt(rng, -30000, 30000));
    const fan = Math.max(1, blocks[0]?.length ?? 1);
    // A sum of `fan` products of two spreads near 74 has a spread near 5 400·√fan; 64 steps of output make
    // one such spread.
    const multiplier = between(0.5, 2) * (64 / (5400 * Math.sqrt(fan)));
    const weightScale = outScale
      ? Math.fround((multiplier * outScale) / inScale)
      : Math.fround(between(0.002, 0.02));
    const made: Layer = {
      inputs,
      outputs,
      weights,
      weightScale,
      bias,
      inScale,
      relu,
      outScale: outScale ?? Math.fround((inScale * weightScale) / multiplier),
    };
    blocks = blocks.map((_, group) => Array.from({ length: perGroup }, (_, o) => group * perGroup + o));
    inputs = outputs;
    inScale = made.outScale;
    return made;
  }

  const hidden = options.hidden.map((units) => layer(units, true));
  const last = layer(1, false, options.logitScale ?? 1 / 16);
  const [first = last, ...others] = [...hidden, last];
  return { layers: [first, ...others] };
}
