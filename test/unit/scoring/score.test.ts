import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  FEATURES,
  type FeatureName,
  GROUP_NAMES,
  GROUPS,
  type GroupName,
  MEMBERS,
} from '../../../src/contract/features/index.ts';
import { SENTENCES } from '../../../src/contract/features/sentences.ts';
import type { Engine } from '../../../src/scoring/engine.ts';
import { explain } from '../../../src/scoring/explain.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { encodeInput } from '../../../src/scoring/row.ts';
import { activeGroups, scoreEvidence } from '../../../src/scoring/score.ts';
import { inWords, sentenceOf } from '../../../src/scoring/sentence.ts';
import { evidence } from './evidence-arbitrary.ts';
import { randomModel } from './model.ts';

let model: Model;
beforeAll(async () => {
  model = await randomModel(11);
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
/** The same evidence with some features missing. */
function mask(given: Evidence, hide: (index: number) => boolean): Evidence {
  const missing = given.missing.map((bit, index) => (bit || hide(index) ? 1 : 0));
  return { ...given, missing, values: given.values.map((value, index) => (missing[index] ? 0 : value)) };
}
const [plain] = fc.sample(evidence, { numRuns: 1, seed: 3 }) as [Evidence];
const all: Evidence = mask({ ...plain, missing: plain.missing.map(() => 0) }, () => false);

describe('scoreEvidence', () => {
  it('is the bias when nothing was seen, and says unknown', () => {
    const score = scoreEvidence(
      model,
      mask(all, () => true),
    );
    expect(score).toMatchObject({
      q: model.manifest.bias,
      level: 'unknown',
      groups: { baseline: score.logit },
    });
    expect(Object.keys(score.groups)).toEqual(['baseline']);
  });

  it('adds the groups up to the logit exactly', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const score = scoreEvidence(model, given);
        expect(sum(Object.values(score.groups))).toBe(score.logit);
        expect(score.q * model.manifest.logitScale).toBe(score.logit);
        expect(Object.keys(score.groups)).toEqual([...activeGroups(given), 'baseline']);
      }),
    );
  });

  it('gives a masked group no say, whatever its other features are', () => {
    fc.assert(
      fc.property(evidence, fc.constantFrom(...GROUP_NAMES), (given, group) => {
        const kept = MEMBERS[group].slice(0, GROUPS[group].minPresent - 1);
        const thin = mask(given, (index) => MEMBERS[group].includes(index) && !kept.includes(index));
        const gone = mask(given, (index) => MEMBERS[group].includes(index));
        expect(scoreEvidence(model, thin).q).toBe(scoreEvidence(model, gone).q);
        expect(scoreEvidence(model, thin).groups).not.toHaveProperty(group);
      }),
    );
  });

  it('names the engine that answered, and overrules one that is wrong, late or broken', async () => {
    const engine = (run: Engine['run']): Engine => ({ name: 'ort-wasm', run });
    const right = engine(async (rows, count) => model.exact.run(rows, count));
    const wrong = engine(async (rows, count) => model.exact.run(rows, count).map((value) => value ^ 1));
    const short = engine(async () => new Uint8Array(3));
    const broken = engine(() => Promise.reject(new Error('trap')));
    const expected = scoreEvidence(model, all);
    expect(await scoreEvidence(model, all, right)).toEqual({ ...expected, engine: 'ort-wasm' });
    for (const bad of [wrong, short, broken]) expect(await scoreEvidence(model, all, bad)).toEqual(expected);
    expect(expected.engine).toBe('exact');
    const explanation = await explain(model, all);
    for (const any of [right, wrong, short, broken])
      expect(await explain(model, all, any)).toEqual(explanation);
  });
});

describe('explain', () => {
  it('adds the reasons up to the logit, and the pairs on the wire to q − bias', async () => {
    await fc.assert(
      fc.asyncProperty(evidence, async (given) => {
        const { q, logit } = scoreEvidence(model, given);
        const { reasons, rc } = await explain(model, given);
        expect(sum(reasons.map(({ weight }) => weight))).toBe(logit);
        expect(sum(rc.filter((_, at) => at % 2 === 1))).toBe(q - model.manifest.bias);
        expect(rc.length).toBeLessThanOrEqual(16);
        expect(rc.every(Number.isInteger)).toBe(true);
        const codes = rc.filter((_, at) => at % 2 === 0);
        expect(new Set(codes).size).toBe(codes.length);
        expect(codes.every((code) => code >= 0 && code <= FEATURES.length)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('orders by strength, tells the direction and speaks for the group, and in words for the feature', async () => {
    const { reasons } = await explain(model, all);
    const features = reasons.filter(({ code }) => code !== 'other' && code !== 'baseline');
    const strengths = features.map(({ weight }) => Math.abs(weight));
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
    for (const { code, weight, direction, text } of features) {
      const risky = weight > 0;
      const { title } = GROUPS[code.split('.')[0] as GroupName];
      expect(direction).toBe(risky ? 'risk' : 'trust');
      expect(text).toBe(`${title}: as from a ${risky ? 'script' : 'person'}.`);
      expect(sentenceOf({ code, weight, direction, text })).toBe(
        SENTENCES[code as FeatureName][risky ? 0 : 1],
      );
    }
    expect(reasons.at(-1)).toMatchObject({ code: 'baseline', direction: 'neutral' });
    expect(inWords(reasons).at(-1)).toEqual(reasons.at(-1));
    expect(reasons.at(-2)?.code).toBe('other');
    expect(reasons.length).toBeLessThanOrEqual(13);
  });

  it('never names a missing feature or one of a masked group', async () => {
    await fc.assert(
      fc.asyncProperty(evidence, async (given) => {
        const { reasons, rc } = await explain(model, given);
        const active = activeGroups(given).flatMap((group) => MEMBERS[group]);
        const named = [
          ...reasons.map(({ code }) => FEATURES.findIndex(({ name }) => name === code)),
          ...rc.filter((_, at) => at % 2 === 0).map((code) => code - 1),
        ];
        for (const index of named.filter((value) => value >= 0)) {
          expect(active).toContain(index);
          expect(given.missing[index]).toBe(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('shows counter-evidence even where it is weakest of all', async () => {
    await fc.assert(
      fc.asyncProperty(evidence, async (given) => {
        const { reasons, rc } = await explain(model, given);
        const sides = new Set(
          reasons
            .filter(({ code }) => code !== 'other' && code !== 'baseline')
            .map(({ direction }) => direction),
        );
        const every = await explainOneByOne(given);
        expect(sides).toEqual(new Set(every.map((steps) => (steps > 0 ? 'risk' : 'trust'))));
        const pairs = rc.flatMap((steps, at) => (at % 2 === 1 && rc[at - 1] !== 0 ? [Math.sign(steps)] : []));
        expect(new Set(pairs)).toEqual(new Set(every.map(Math.sign)));
      }),
      { numRuns: 15 },
    );
  });

  /** Every weight that is not zero: with one group at a time in view, nothing is folded. */
  async function explainOneByOne(given: Evidence): Promise<number[]> {
    const parts = await Promise.all(
      activeGroups(given).map((group) =>
        explain(
          model,
          mask(given, (index) => !MEMBERS[group].includes(index)),
        ),
      ),
    );
    return parts.flatMap(({ reasons }) =>
      reasons.filter(({ code }) => code !== 'baseline').map(({ weight }) => weight),
    );
  }

  it('counts only from the columns of the group', () => {
    const { exact } = model;
    const row = encodeInput(all);
    const before = exact.run(row, 1);
    FEATURES.forEach((_, index) => {
      const changed = row.slice();
      changed[index] = 255 - row[index]!;
      const after = exact.run(changed, 1);
      GROUP_NAMES.forEach((group, output) => {
        if (!MEMBERS[group].includes(index)) expect(after[output]).toBe(before[output]);
      });
    });
  });
});
