import type { Random } from '../random.ts';

/**
 * One group's network: inputs → hidden → hidden → 1, ReLU between. Inputs are the group's used features
 * followed by their missing indicators. Weights live in one flat array so that an optimiser can walk over
 * them.
 */
export interface Block {
  readonly inputs: number;
  readonly hidden: readonly [number, number];
  readonly weights: Float64Array;
}

export interface Pass {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Offsets of W1 (hidden0 × inputs), b1, W2 (hidden1 × hidden0), b2, w3, b3. */
export function layoutOf({ inputs, hidden: [h, k] }: Pick<Block, 'inputs' | 'hidden'>): readonly number[] {
  const sizes = [h * inputs, h, k * h, k, k, 1];
  let at = 0;
  return [0, ...sizes.map((size) => (at += size))];
}

export function createBlock(inputs: number, hidden: readonly [number, number], random: Random): Block {
  const layout = layoutOf({ inputs, hidden });
  const weights = new Float64Array(layout[6] ?? 0);
  const fill = (part: number, fan: number): void => {
    for (let i = layout[part] ?? 0; i < (layout[part + 1] ?? 0); i += 1) {
      weights[i] = random.normal(0, Math.sqrt(2 / fan));
    }
  };
  fill(0, inputs);
  fill(2, hidden[0]);
  fill(4, hidden[1] * 4);
  return { inputs, hidden, weights };
}

export const createPass = ({ hidden }: Block): Pass => ({
  first: new Float64Array(hidden[0]),
  second: new Float64Array(hidden[1]),
});

/** The block's output; the hidden activations stay in `pass` for the way back. */
export function forward(block: Block, x: Float64Array, pass: Pass): number {
  const {
    inputs,
    hidden: [h, k],
    weights: w,
  } = block;
  let at = 0;
  for (let i = 0; i < h; i += 1) {
    let sum = w[h * inputs + i] as number;
    for (let j = 0; j < inputs; j += 1, at += 1) sum += (w[at] as number) * (x[j] as number);
    pass.first[i] = Math.max(sum, 0);
  }
  at += h;
  const second = at + k * h;
  const third = second + k;
  let out = w[third + k] as number;
  for (let i = 0; i < k; i += 1) {
    let sum = w[second + i] as number;
    for (let j = 0; j < h; j += 1, at += 1) sum += (w[at] as number) * (pass.first[j] as number);
    const active = Math.max(sum, 0);
    pass.second[i] = active;
    out += (w[third + i] as number) * active;
  }
  return out;
}

/** Adds d(out)·gradient to `into`, after `forward` on the same `x` and `pass`. */
export function backward(
  block: Block,
  {
    x,
    pass,
    gradient,
    into,
    delta,
  }: {
    readonly x: Float64Array;
    readonly pass: Pass;
    readonly gradient: number;
    readonly into: Float64Array;
    /** Scratch, first hidden layer. */
    readonly delta: Float64Array;
  },
): void {
  const {
    inputs,
    hidden: [h, k],
    weights: w,
  } = block;
  const middle = h * inputs + h;
  const second = middle + k * h;
  const third = second + k;
  delta.fill(0);
  into[third + k] = (into[third + k] as number) + gradient;
  for (let i = 0; i < k; i += 1) {
    const active = pass.second[i] as number;
    if (active <= 0) continue;
    into[third + i] = (into[third + i] as number) + gradient * active;
    const back = gradient * (w[third + i] as number);
    into[second + i] = (into[second + i] as number) + back;
    for (let j = 0, at = middle + i * h; j < h; j += 1, at += 1) {
      into[at] = (into[at] as number) + back * (pass.first[j] as number);
      delta[j] = (delta[j] as number) + back * (w[at] as number);
    }
  }
  for (let i = 0; i < h; i += 1) {
    if ((pass.first[i] as number) <= 0) continue;
    const back = delta[i] as number;
    into[h * inputs + i] = (into[h * inputs + i] as number) + back;
    for (let j = 0, at = i * inputs; j < inputs; j += 1, at += 1) {
      into[at] = (into[at] as number) + back * (x[j] as number);
    }
  }
}
