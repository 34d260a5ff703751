export interface AdamOptions {
  readonly learningRate: number;
  /** Decoupled weight decay (AdamW), per step. */
  readonly weightDecay: number;
}

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
export function createAdam(
  size: number,
): (weights: Float64Array, gradient: Float64Array, options: AdamOptions) => void {
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let step = 0;
  return (weights, gradient, { learningRate, weightDecay }) => {
    step += 1;
    const correct1 = 1 - 0.9 ** step;
    const correct2 = 1 - 0.999 ** step;
    for (let i = 0; i < size; i += 1) {
      const g = gradient[i] as number;
      const m = 0.9 * (mean[i] as number) + 0.1 * g;
      const v = 0.999 * (square[i] as number) + 0.001 * g * g;
      mean[i] = m;
      square[i] = v;
      const w = weights[i] as number;
      weights[i] = w - learningRate * (m / correct1 / (Math.sqrt(v / correct2) + 1e-8) + weightDecay * w);
    }
  };
}
