import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../src/contract/features/index.ts';
import { MISSING, ZERO } from '../../../src/contract/model.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { quantise, quantiseValue, roundHalfEven } from '../../../src/scoring/quantise.ts';
import { readEvidence } from '../../../src/scoring/read-evidence.ts';
import { encodeEmpty, encodeInput } from '../../../src/scoring/row.ts';
import { manifestOf, schemaNetwork } from './model.ts';

const manifest = manifestOf(new Uint8Array(), schemaNetwork(1, []));
const linear = FEATURES.findIndex(({ transform, min, max }) => transform === 'linear' && max - min >= 1);
const F = FEATURES.length;
const some = (value: number) => FEATURES.map(() => ({ value, n: 5, valid: true }));

describe('quantise', () => {
  it('rounds halves to even', () => {
    expect(
      [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4999, 3.5001].map((value) => roundHalfEven(value) + 0),
    ).toEqual([-2, -2, 0, 0, 2, 2, 2, 4]);
  });

  it('counts 32 steps to a unit of the normalised feature', () => {
    const { min } = FEATURES[linear]!;
    const centred = { ...manifest, center: FEATURES.map(() => min), scale: FEATURES.map(() => 1) };
    expect(quantiseValue(min + 0.5, linear, centred)).toBe(16);
  });

  it('treats an invalid, absent or non-finite value as missing', () => {
    const features = some(0.5)
      .map((feature, index) => (index === 1 ? { ...feature, valid: false } : feature))
      .slice(0, F - 1);
    features[2] = { value: Number.NaN, n: 5, valid: true };
    features[3] = { value: Number.POSITIVE_INFINITY, n: 5, valid: true };
    const { missing, values } = quantise(features, manifest);
    expect([0, 1, 2, 3, F - 1].map((index) => missing[index])).toEqual([0, 1, 1, 1, 1]);
    expect(values[1]).toBe(0);
  });

  it('never leaves −127..127, grows with the value, and makes evidence that is read back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const [low, high] = [
          quantise(some(Math.min(a, b)), manifest),
          quantise(some(Math.max(a, b)), manifest),
        ];
        low.values.forEach((value, index) => {
          if (Number.isFinite(a) && Number.isFinite(b))
            expect(value).toBeLessThanOrEqual(high.values[index]!);
          expect(Math.abs(value)).toBeLessThanOrEqual(127);
        });
        expect(readEvidence({ manifest }, encodeEvidence(low))).toEqual({ ok: true, value: low });
      }),
    );
  });
});

describe('readEvidence', () => {
  const good = quantise(some(0.5), manifest);
  const code = (evidence: typeof good) => {
    const read = readEvidence({ manifest }, encodeEvidence(evidence));
    return read.ok ? 'ok' : read.code;
  };

  it('refuses another schema and another number of features', () => {
    expect(code(good)).toBe('ok');
    expect(code({ ...good, schema: manifest.schema + 1 })).toBe('evidence_invalid');
    expect(code({ ...good, values: good.values.slice(1), missing: good.missing.slice(1) })).toBe(
      'evidence_invalid',
    );
  });

  it('refuses a value that no measurement within the bounds gives', () => {
    const low = quantiseValue(FEATURES[0]!.min, 0, manifest);
    const set = (value: number) => ({ ...good, values: good.values.with(0, value) });
    expect(code(set(low))).toBe('ok');
    expect(code(set(low - 2))).toBe('evidence_invalid');
    for (const index of good.values.keys()) {
      expect(code({ ...good, values: good.values.with(index, -128) })).toBe('evidence_invalid');
    }
  });
});

describe('the input row', () => {
  it('has the values, then what is missing', () => {
    const row = encodeInput({ values: Int8Array.of(5, -127, 0), missing: Uint8Array.of(0, 0, 1) });
    expect(Array.from(row)).toEqual([133, 1, ZERO, ZERO, ZERO, MISSING]);
    expect(Array.from(encodeEmpty(2))).toEqual([ZERO, ZERO, MISSING, MISSING]);
  });
});
