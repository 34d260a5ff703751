import { describe, expect, it } from 'vitest';
import { FEATURES, MEMBERS } from '../../../src/contract/features/index.ts';
import type { Row } from '../../../train/data/row.ts';
import { deletionOf } from '../../../train/evaluate/deletion.ts';
import { buildModel, evidenceFor } from '../../../train/export/model.ts';
import { openBuilt } from '../../../train/export/open.ts';
import { fit as train } from '../../../train/fit/network.ts';
import { scalingOf } from '../../../train/fit/scale.ts';
import { selectFeatures } from '../../../train/fit/select.ts';
import { createRandom } from '../../../train/random.ts';
import { FIT } from '../../../train/settings.ts';

/** Rows in which one feature of path tells scripts, and the others are noise. */
function oneTelling(): Row[] {
  const random = createRandom('deletion');
  return Array.from({ length: 400 }, (_, i): Row => {
    const automation = i % 2 === 0;
    const values = new Float64Array(FEATURES.length);
    const missing = new Uint8Array(FEATURES.length).fill(1);
    MEMBERS.path.forEach((feature, place) => {
      missing[feature] = 0;
      const { min, max, transform } = FEATURES[feature] ?? { min: 0, max: 1, transform: 'linear' };
      const share = 0.5 + (place === 0 && automation ? 0.3 : 0) + random.normal(0, 0.04);
      const value = min + (max - min) * share;
      values[feature] = transform === 'log1p' ? Math.log1p(value) : value;
    });
    const head = {
      horizon: 'whole',
      modality: 'pointer',
      source: 'toy',
      subject: `p${i % 20}`,
      session: `${i}`,
    } as const;
    return { values, missing, automation, family: automation ? 'f' : 'human', ...head };
  });
}

describe('deleting features', () => {
  it('moves the logit sooner when the strongest attributions go first', async () => {
    const rows = oneTelling();
    const options = {
      ...FIT,
      steps: 200,
      name: 'deletion',
      selection: selectFeatures(rows, []),
      scaling: scalingOf(rows),
    };
    const decision = { calibration: { slope: 1, intercept: 0 }, medium: 0.5, high: 2.25, source: 'test' };
    const built = buildModel(train(rows, options), rows, decision);
    const evidence = rows
      .filter((row) => row.automation)
      .slice(0, 30)
      .map((row) => evidenceFor(row, built.manifest));
    const result = await deletionOf(await openBuilt(built), evidence, createRandom('order'));
    expect(result.sessions).toBeGreaterThan(20);
    expect([result.top[0], result.random[0]]).toEqual([0, 0]);
    expect(result.top.at(-1)).toBeCloseTo(1, 6);
    expect(result.random.at(-1)).toBeCloseTo(1, 6);
    expect(result.gap).toBeGreaterThan(0.2);
  });
});
