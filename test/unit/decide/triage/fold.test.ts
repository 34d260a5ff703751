import { describe, expect, it } from 'vitest';
import { bandOf } from '../../../../src/decide/triage/fold.ts';
import { accepted } from '../setup.ts';

const evidence = { schema: 2, flags: 0, values: Int8Array.of(40, -8), missing: Uint8Array.of(0, 0) };

describe('the name of a behaviour', () => {
  it('is the same for copies, and another for others', () => {
    const band = bandOf(accepted({ evidence }));
    expect(band).toBe(bandOf(accepted({ evidence: { ...evidence } })));
    expect(bandOf(accepted({ evidence: { ...evidence, values: Int8Array.of(-90, 100) } }))).not.toBe(band);
  });

  it.each(['sparse_evidence', 'reduced_consent'] as const)('is none with %s', (flag) => {
    expect(bandOf(accepted({ evidence, flags: [flag] }))).toBeNull();
  });
});
