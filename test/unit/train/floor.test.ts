import { describe, expect, it } from 'vitest';
import { FEATURES, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { floorOf } from '../../../train/export/floor.ts';

/** Evidence of so many features, each of this many steps. */
const visit = (features: number, steps: number): Evidence => ({
  schema: SCHEMA_ID,
  flags: 0,
  values: Int8Array.from(FEATURES, (_, index) => (index < features ? steps : 0)),
  missing: Uint8Array.from(FEATURES, (_, index) => (index < features ? 0 : 1)),
});

describe('the floor under how average a visit may be (A17)', () => {
  it('is four fifths of the least that a person had, rounded down', () => {
    expect(floorOf([visit(9, 40), visit(6, -21), visit(20, 33)])).toEqual({ rms: 16.8, n: 3 });
    expect(floorOf([visit(7, 23)])).toEqual({ rms: 18.4, n: 1 });
    expect(floorOf([visit(7, 19), visit(7, 21)])).toEqual({ rms: 15.2, n: 2 });
  });

  it('asks nobody whose visit is too thin for a verdict', () => {
    expect(floorOf([visit(5, 2), visit(6, 30)])).toEqual({ rms: 24, n: 1 });
    expect(floorOf([visit(5, 30)])).toBeUndefined();
    expect(floorOf([])).toBeUndefined();
  });
});
