import { describe, expect, it } from 'vitest';
import { FEATURES, GROUP_NAMES, GROUPS, MEMBERS } from '../../../src/contract/features/index.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import type { Row } from '../../../train/data/row.ts';
import { buildModel, evidenceFor } from '../../../train/export/model.ts';
import { openBuilt, scoreRows } from '../../../train/export/open.ts';
import { calibrateScores, levelLogits } from '../../../train/fit/calibration.ts';
import { auc, thresholdAt } from '../../../train/fit/metrics.ts';
import { type FitOptions, fit as train } from '../../../train/fit/network.ts';
import { scalingOf } from '../../../train/fit/scale.ts';
import { ksDistance, selectFeatures } from '../../../train/fit/select.ts';
import { createRandom } from '../../../train/random.ts';
import { LIMITS } from '../../../train/rules/limits.ts';
import { FIT } from '../../../train/settings.ts';

/** Rows in which scripts sit one unit above people in every feature of path and keys. */
function toyRows(): Row[] {
  const random = createRandom('toy');
  return Array.from({ length: 600 }, (_, i): Row => {
    const automation = i % 2 === 0;
    const modality = i % 4 < 2 ? 'pointer' : 'keys';
    const values = new Float64Array(FEATURES.length);
    const missing = new Uint8Array(FEATURES.length).fill(1);
    for (const index of MEMBERS[modality === 'pointer' ? 'path' : 'keys']) {
      missing[index] = 0;
      const { min, max, transform } = FEATURES[index] ?? { min: 0, max: 1, transform: 'linear' };
      const middle = 0.45 + (automation ? 0.1 : 0) + random.normal(0, 0.05);
      const value = min + (max - min) * middle;
      values[index] = transform === 'log1p' ? Math.log1p(value) : value;
    }
    const subject = `p${i % 80}`;
    return {
      values,
      missing,
      automation,
      subject,
      source: 'toy',
      family: automation ? 'f' : 'human',
      horizon: 'whole',
      modality,
      session: `${i}`,
    };
  });
}

const rows = toyRows();
const options: FitOptions = {
  ...FIT,
  steps: 150,
  name: 'toy',
  selection: selectFeatures(rows, []),
  scaling: scalingOf(rows),
};
const decision = { calibration: { slope: 1, intercept: 0 }, medium: 0.5, high: 2.25, source: 'test' };

describe('fitting', () => {
  it('tells scripts from people and gives the same bytes twice', async () => {
    const [one, two] = [train(rows, options), train(rows, options)];
    const [built, again] = [buildModel(one, rows, decision), buildModel(two, rows, decision)];
    expect(again.onnx).toEqual(built.onnx);
    expect(again.manifest).toEqual(built.manifest);
    const shipped = scoreRows(await openBuilt(built), built, rows);
    const of = (automation: boolean) =>
      shipped.filter(({ row }) => row.automation === automation).map(({ logit }) => logit);
    expect(auc(of(false), of(true))).toBeGreaterThan(0.95);
  });

  it('stays near the real-number network after quantising', async () => {
    const built = buildModel(train(rows, options), rows, decision);
    const shipped = scoreRows(await openBuilt(built), built, rows);
    for (const { logit, float } of shipped) expect(Math.abs(logit - float)).toBeLessThan(0.5);
  });

  it('keeps every contribution within its bounds, whatever the evidence', async () => {
    const built = buildModel(train(rows, options), rows, decision);
    const model = await openBuilt(built);
    const random = createRandom('any evidence');
    for (let i = 0; i < 300; i += 1) {
      const missing = Uint8Array.from(FEATURES, () => (random.chance(0.3) ? 1 : 0));
      const values = Int8Array.from(FEATURES, (_, f) => (missing[f] === 1 ? 0 : random.integer(-127, 127)));
      const { groups } = scoreEvidence(model, { schema: built.manifest.schema, flags: 0, values, missing });
      for (const group of GROUP_NAMES) {
        const part = groups[group] ?? 0;
        expect(part).toBeLessThanOrEqual(LIMITS[group].risk + 0.1);
        expect(part).toBeGreaterThanOrEqual(-LIMITS[group].trust - 0.1);
      }
    }
  });

  it('gives a session without evidence the prior', async () => {
    const built = buildModel(train(rows, options), rows, decision);
    const empty = { ...(rows[0] as Row), missing: new Uint8Array(FEATURES.length).fill(1) };
    const { q, level } = scoreEvidence(await openBuilt(built), evidenceFor(empty, built.manifest));
    expect([q, level]).toEqual([built.manifest.bias, 'unknown']);
  });
});

describe('bounds', () => {
  it('keep one group that may not decide alone below high', () => {
    for (const group of GROUP_NAMES)
      if (!GROUPS[group].alone) expect(LIMITS[group].risk - 2).toBeLessThan(2.25);
  });
});

describe('levels', () => {
  const scored = rows.map((row, i) => ({ row, logit: row.automation ? 3 + (i % 5) / 5 : -4 + (i % 7) / 7 }));

  it('never sink below their floors', () => {
    expect(levelLogits(scored)).toMatchObject({ medium: 0.5, high: 2.25, worst: 'the floor' });
  });

  it('follow the worst recorder above them', () => {
    const bad = scored.map((item) => (item.row.automation ? item : { ...item, logit: 4 }));
    expect(levelLogits(bad)).toMatchObject({ high: 4, worst: 'toy keys' });
  });

  it('are not set by recorders of a few people', () => {
    const few = scored.map((item) =>
      item.row.automation ? item : { row: { ...item.row, subject: `p${item.row.session.length}` }, logit: 4 },
    );
    expect(levelLogits(few)).toMatchObject({ high: 2.25, worst: 'the floor' });
  });

  it('calibrate to a rising score', () => {
    expect(
      calibrateScores(scored.map((item, i) => ({ ...item, logit: item.logit + (i % 3) * 3 }))).slope,
    ).toBeGreaterThan(0);
  });
});

describe('metrics', () => {
  it.each([
    [[0, 1], [2, 3], 1],
    [[2, 3], [0, 1], 0],
    [[1, 1], [1, 1], 0.5],
  ])('area of %j under %j is %d', (people, scripts, area) => {
    expect(auc(people, scripts)).toBe(area);
  });

  it('lets at most the asked share above a threshold', () => {
    const people = Array.from({ length: 1000 }, (_, i) => i);
    const threshold = thresholdAt(people, 0.01);
    expect(people.filter((score) => score > threshold)).toHaveLength(10);
  });

  it('measures distributions apart', () => {
    expect(ksDistance([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(ksDistance([1, 2, 3], [4, 5, 6])).toBe(1);
  });
});
