import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../src/contract/features/index.ts';
import type { Row } from '../../../train/data/row.ts';
import { auc } from '../../../train/fit/metrics.ts';
import { growStage } from '../../../train/fit/stage.ts';
import { type Example, fitStrokeTrees } from '../../../train/fit/stroke-trees.ts';
import { createRandom } from '../../../train/random.ts';
import { ASPECTS } from '../../../worker/features/stroke/stroke-features.ts';
import { createTrees } from '../../../worker/features/stroke/trees.ts';
import { STROKE_TREES } from '../../../worker/features/stroke/trees-data.ts';

const WIDTH = Math.max(...ASPECTS.flat()) + 1;
const options = {
  rounds: 8,
  depth: 3,
  learningRate: 0.3,
  rowShare: 0.8,
  columnShare: 1,
  ridge: 1,
  leafStep: 0.01,
};
const total = (votes: Float64Array): number => votes.reduce((sum, vote) => sum + vote, 0);

/**
 * Two features that tell only together: automation where their signs differ. A third is missing half of the
 * time.
 */
function examples(count: number): Example[] {
  const random = createRandom('stroke trees test');
  return Array.from({ length: count }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return { features: [a, b, random.chance(0.5) ? Number.NaN : 1], automation: a * b < 0, weight: 1 };
  });
}

describe('trees that score strokes', () => {
  const known = examples(2000);
  const data = fitStrokeTrees(known, { ...options, name: 'x', aspects: [[0, 1, 2]] });

  it('learns what two features tell only together', () => {
    const trees = createTrees(data);
    const score = (automation: boolean) =>
      examples(4000)
        .slice(2000)
        .flatMap((one) => (one.automation === automation ? [total(trees.score(one.features))] : []));
    expect(auc(score(false), score(true))).toBeGreaterThan(0.95);
  });

  it('is the same the second time', () => {
    expect(fitStrokeTrees(known, { ...options, name: 'x', aspects: [[0, 1, 2]] })).toEqual(data);
  });

  it('asks each aspect about its own features only', () => {
    const trees = createTrees(fitStrokeTrees(known, { ...options, name: 'x', aspects: [[0], [1], [0, 1]] }));
    const [one, other] = [trees.score([0.5, -1, 1]), trees.score([0.5, 1, 1])];
    expect(other[0]).toBe(one[0]);
    expect(other[2]).not.toBe(one[2]);
  });

  it('is read as it is written: features by their distance, leaves by the bits of the answers', () => {
    const tree = { low: [0, 0, 0], high: [31, 31, 31], depth: 2, step: 0.5, aspects: 1 };
    // Feature 1 above bin 10, feature 1 + 1 above bin 20; -1, 0, 1 and 2 steps.
    const trees = createTrees({ ...tree, features: '11', bins: ':D', leaves: 'OPQR' });
    const score = (one: number, two: number) => trees.score([99, one, two])[0];
    expect([score(0, 0), score(0, 30), score(30, 0), score(30, 30)]).toEqual([-0.5, 0, 0.5, 1]);
    expect(score(Number.NaN, 30)).toBe(0);
  });

  it('is shipped whole, in characters that stand for themselves', () => {
    const { depth, features, bins, leaves } = STROKE_TREES;
    expect([bins.length, leaves.length]).toEqual([features.length, (features.length / depth) * 2 ** depth]);
    expect(features + bins + leaves).toMatch(/^[0-z]+$/);
  });

  it('gives a finite answer to anything', () => {
    const trees = createTrees(data);
    for (const features of [[], [Number.NaN, Number.POSITIVE_INFINITY, -1e300], [0, 0, 0, 0, 0]])
      expect(Number.isFinite(total(trees.score(features)))).toBe(true);
  });
});

describe('the first stage', () => {
  it('never judges a training row by trees that were grown on it', () => {
    const random = createRandom('stage test');
    const rows = Array.from({ length: 120 }, (_, i): Row => {
      const automation = i % 2 === 0;
      return {
        values: new Float64Array(FEATURES.length),
        missing: new Uint8Array(FEATURES.length).fill(1),
        automation,
        subject: `p${i % 40}`,
        source: 'toy',
        family: automation ? `f${i % 8}` : 'human',
        horizon: 'whole',
        modality: 'pointer',
        session: `${i}`,
        // Nothing tells the classes apart, so whatever trees know of their own rows is memory.
        strokes: Array.from({ length: 6 }, () => Float32Array.from({ length: WIDTH }, () => random.normal())),
        environment: { recorded: ['move'], pointer: 'mouse' } as Row['environment'] & object,
      };
    });
    const { rows: judged, fill } = growStage(rows, { ...options, name: 'memory' });
    const index = FEATURES.findIndex(({ name }) => name === 'stroke_model.accord_mean');
    const area = (list: readonly Row[]) => {
      const of = (automation: boolean) =>
        list.flatMap((row) => (row.automation === automation ? [row.values[index] ?? 0] : []));
      return auc(of(false), of(true));
    };
    expect(area(rows.map(fill))).toBeGreaterThan(0.75);
    expect(Math.abs(area(judged) - 0.5)).toBeLessThan(0.15);
  });
});
