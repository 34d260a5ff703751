import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES, GROUP_NAMES, GROUPS, MEMBERS } from '../../../src/contract/features/index.ts';
import type { Level } from '../../../src/contract/verdict.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { evidence } from './evidence-arbitrary.ts';
import { randomModel } from './model.ts';

/** A move between `unknown` and `medium` is no improvement. */
const ORDER: Readonly<Record<Level, number>> = { low: 0, unknown: 1, medium: 1, high: 2 };

const hide = (given: Evidence, isHidden: (index: number) => boolean): Evidence => {
  const missing = given.missing.map((bit, index) => (bit || isHidden(index) ? 1 : 0));
  return { ...given, missing, values: given.values.map((value, index) => (missing[index] ? 0 : value)) };
};

/** Features that a level reads by themselves. */
const VOUCHING = /untrusted_share$|^flow\.tab_share$/;

/** Visits that show a few groups, and of them as few features as count, or all. */
const visit = fc
  .record({
    full: evidence,
    groups: fc.subarray([...GROUP_NAMES], { minLength: 1, maxLength: 4 }),
    extra: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ full, groups, extra }) => {
    const shown = new Set(
      groups.flatMap((group) => MEMBERS[group].slice(0, GROUPS[group].minPresent + extra)),
    );
    return hide(full, (index) => !shown.has(index));
  });

/** Another value of one feature, present before or not. */
const change = fc.record({
  at: fc.integer({ min: 0, max: FEATURES.length - 1 }),
  value: fc.integer({ min: -127, max: 127 }),
});

const models: Model[] = [];
beforeAll(async () => {
  const manifest: unknown = JSON.parse(await readFile('model/manifest.json', 'utf8'));
  const shipped = await loadModel(await readFile('model/tellsign.onnx'), manifest);
  if (!shipped.ok) throw new Error(shipped.code);
  models.push(shipped.value, await randomModel(3), await randomModel(4));
});

describe('what speaks against a visit', () => {
  it.each([0, 1, 2])('never improves its level, added or raised (model %i)', (which) => {
    const model = models[which] as Model;
    fc.assert(
      fc.property(visit, change, (before, { at, value }) => {
        const after: Evidence = {
          ...before,
          values: before.values.with(at, value),
          missing: before.missing.with(at, 0),
        };
        const [was, is] = [scoreEvidence(model, before), scoreEvidence(model, after)];
        // Fewer events that code made, or fields entered by presses, speak for a person where the logit is
        // the same.
        const isVouched = VOUCHING.test(FEATURES[at]?.name ?? '') && is.q === was.q;
        fc.pre(is.q >= was.q && !isVouched);
        expect([ORDER[is.level] >= ORDER[was.level], was.level, is.level]).toEqual([
          true,
          was.level,
          is.level,
        ]);
      }),
      { numRuns: 5000 },
    );
  });
});
