import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES, MEMBERS } from '../../../src/contract/features/index.ts';
import type { Settings } from '../../../src/contract/model.ts';
import { FLAG_REDUCED_CONSENT } from '../../../src/contract/protocol.ts';
import { COARSE_STEPS, coarsen, isCoarse } from '../../../src/scoring/coarsen.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { type Evidence, quantise } from '../../../src/scoring/quantise.ts';
import { readEvidence } from '../../../src/scoring/read-evidence.ts';
import { intervalOf } from '../../../src/server/model/interval.ts';
import { MANIFEST } from '../worker/fakes.ts';

const of = (value: number) => new Int8Array(FEATURES.length).fill(value);
const every = fc.integer({ min: -127, max: 127 });

describe('evidence of reduced consent', () => {
  it('holds whole deviations where people differ, and steps where scripts do', () => {
    const { values } = coarsen({ values: of(45) });
    for (const at of MEMBERS.keys) expect(values[at]).toBe(32);
    for (const at of MEMBERS.typing) expect(values[at]).toBe(45);
    expect(coarsen({ values: of(-127) }).values[MEMBERS.keys[0] ?? -1]).toBe(-127);
  });

  it('is the same when it is coarsened again', () => {
    fc.assert(
      fc.property(every, (value) => {
        const once = coarsen({ values: of(value) });
        expect(coarsen(once).values).toEqual(once.values);
      }),
    );
  });

  it('has nine values of 255 left', () => {
    const [at = -1] = MEMBERS.motion;
    const all = Array.from({ length: 255 }, (_, index) => coarsen({ values: of(index - 127) }).values[at]);
    expect(new Set(all).size).toBe(9);
    expect(COARSE_STEPS).toBe(32);
  });

  it('is read at every end of what a feature can be, under its own flag alone', () => {
    const manifest = JSON.parse(readFileSync('model/manifest.json', 'utf8')) as Settings;
    const ends = (['min', 'max'] as const).map((end) => {
      const measured = FEATURES.map((feature) => ({ value: feature[end], valid: true }));
      return coarsen(quantise(measured, manifest));
    });
    const isRead = (evidence: Evidence, flags: number) =>
      readEvidence({ manifest } as Pick<Model, 'manifest'>, encodeEvidence({ ...evidence, flags })).ok;
    expect(ends.map((evidence) => isRead(evidence, FLAG_REDUCED_CONSENT))).toEqual([true, true]);
    expect(ends.map((evidence) => isRead(evidence, 0))).toContain(false);
  });

  it('lies in an interval that holds what was measured, and no other flag widens it', () => {
    fc.assert(
      fc.property(every, fc.integer({ min: 0, max: FEATURES.length - 1 }), (value, at) => {
        const fine = intervalOf({ values: of(value), flags: 0 }, at, MANIFEST);
        const coarse = { values: coarsen({ values: of(value) }).values, flags: FLAG_REDUCED_CONSENT };
        const wide = intervalOf(coarse, at, MANIFEST);
        const middle = Math.min(Math.max((fine.least + fine.most) / 2, fine.least), fine.most);
        if (Number.isFinite(middle)) {
          expect(wide.least).toBeLessThanOrEqual(middle);
          expect(wide.most).toBeGreaterThanOrEqual(middle);
        }
        const unflagged = intervalOf({ ...coarse, flags: 0 }, at, MANIFEST);
        if (!isCoarse(at)) expect(wide).toEqual(unflagged);
      }),
    );
  });
});
