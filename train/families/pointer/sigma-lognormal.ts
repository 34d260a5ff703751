import { clampUnit } from '../ease.ts';
import { beside, durationLaw, type Point, type PointerFamily } from '../family.ts';

interface Component {
  readonly start: number;
  readonly mu: number;
  readonly sigma: number;
  readonly along: number;
  readonly side: number;
}

/**
 * Sum of lognormal strokes along arcs: the kinematic theory of rapid movement (Plamondon), as generators of
 * it do.
 */
export const sigmaLognormal: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const count = random.integer(1, 5);
    const sigma = random.uniform(0.15, 0.5);
    const bend = random.logUniform(0.01, 0.3);
    return (task) => {
      const weights = Array.from({ length: count }, (_, index) => random.uniform(0.2, 1) * 0.5 ** index);
      const sum = weights.reduce((a, b) => a + b, 0);
      let sideLeft = 0;
      const parts: Component[] = weights.map((weight, index) => {
        const last = index === count - 1;
        const side = last ? -sideLeft : random.normal(0, bend * task.distance) * (weight / sum);
        sideLeft += side;
        const center = (index + random.uniform(0.4, 0.8)) / (count + 0.6);
        const spread = sigma * random.uniform(0.7, 1.3);
        return {
          start: center - random.uniform(0.2, 0.4),
          mu: Math.log(random.uniform(0.2, 0.4)),
          sigma: spread,
          along: weight / sum,
          side,
        };
      });
      const total = duration(task);
      const bow = random.normal(0, bend * task.distance);
      const end = progress(parts, 1);
      return {
        duration: total,
        at(ms): Point {
          const u = clampUnit(ms / total);
          const now = progress(parts, u);
          const along = end.along > 0 ? now.along / end.along : u;
          return u >= 1 ? task.to : beside(task, along, now.side + bow * Math.sin(Math.PI * along));
        },
      };
    };
  },
};

function progress(parts: readonly Component[], u: number): { along: number; side: number } {
  let [along, side] = [0, 0];
  for (const part of parts) {
    if (u <= part.start) continue;
    const share = normalCdf((Math.log(u - part.start) - part.mu) / part.sigma);
    along += part.along * share;
    side += part.side * share;
  }
  return { along, side };
}

/** Logistic approximation (Bowling et al. 2009), error below 1.5e-4. */
function normalCdf(z: number): number {
  return 1 / (1 + Math.exp(-(0.07056 * z * z * z + 1.5976 * z)));
}
