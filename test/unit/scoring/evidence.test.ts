import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../src/contract/features/index.ts';
import { decodeEvidence, encodeEvidence } from '../../../src/scoring/evidence.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { evidence } from './evidence-arbitrary.ts';

const sample: Evidence = {
  schema: 1,
  flags: 1,
  values: Int8Array.of(5, -127, 0, 127, 0, 1, 2, 3, 4),
  missing: Uint8Array.of(0, 0, 1, 0, 1, 0, 0, 0, 0),
};
const bytes = [1, 1, 1, 9, 0b00010100, 0, 5, 129, 0, 127, 0, 1, 2, 3, 4];

const code = (input: readonly number[]) => {
  const decoded = decodeEvidence(Uint8Array.from(input));
  return decoded.ok ? 'ok' : decoded.code;
};
const at = (index: number, value: number) => bytes.map((byte, i) => (i === index ? value : byte));

describe('encodeEvidence', () => {
  it('lays the bytes out as protocol §1.5 says', () => {
    expect(Array.from(encodeEvidence(sample))).toEqual(bytes);
  });

  it('hides the value of a missing feature', () => {
    const leaky = { ...sample, values: Int8Array.of(5, -127, 99, 127, 0, 1, 2, 3, 4) };
    expect(Array.from(encodeEvidence(leaky))).toEqual(bytes);
  });

  it('puts parts in the order of their types', () => {
    const parts = new Map([
      [2, Uint8Array.of(7, 8)],
      [1, Uint8Array.of(9)],
    ]);
    expect(Array.from(encodeEvidence({ ...sample, flags: 7, parts })).slice(bytes.length)).toEqual([
      1, 1, 9, 2, 2, 7, 8,
    ]);
  });

  it('fits the claim for the schema we have', () => {
    expect(4 + Math.ceil(FEATURES.length / 8) + FEATURES.length).toBeLessThanOrEqual(1024);
  });
});

describe('decodeEvidence', () => {
  it('returns what was encoded', () => {
    fc.assert(
      fc.property(evidence, (value) => {
        expect(decodeEvidence(encodeEvidence(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it.each([
    ['nothing', []],
    ['another format', at(0, 2)],
    ['no features', [1, 1, 0, 0]],
    ['255 features without bytes', [1, 1, 0, 255]],
    ['an unknown flag', at(2, 16)],
    ['a mask bit beyond n', at(5, 2)],
    ['a value of a missing feature', at(8, 1)],
    ['one byte too few', bytes.slice(0, -1)],
    ['an unknown part', [...bytes, 4, 0]],
    ['part 0', [...bytes, 0, 0]],
    ['a part without length', [...bytes, 3]],
    ['a part beyond the end', [...bytes, 3, 2, 1]],
    ['a part twice', [...bytes, 3, 1, 1, 3, 1, 1]],
    ['a part twice with another between', [...at(2, 1 | 2), 3, 0, 1, 1, 9, 3, 0]],
    ['a keyed view without its flag', [...bytes, 1, 1, 9]],
    ['the flag of a keyed view without it', at(2, 2)],
    ['more than 1 KiB', [...bytes, ...Array.from({ length: 1024 }, () => 0)]],
  ])('refuses %s', (_, input) => {
    expect(code(input)).toBe('evidence_invalid');
  });

  it('accepts known parts with their flags, in any order', () => {
    expect(code([...at(2, 1 | 2 | 4), 1, 1, 9, 2, 2, 7, 8, 3, 0])).toBe('ok');
    expect(code([...at(2, 1 | 2 | 4), 3, 0, 2, 2, 7, 8, 1, 1, 9])).toBe('ok');
    expect(code([...bytes, 3, 1, 1])).toBe('ok');
  });

  it('reads any int8', () => {
    const decoded = decodeEvidence(Uint8Array.from(at(6, 128)));
    expect(decoded.ok && decoded.value.values[0]).toBe(-128);
  });

  it('is total, and what it accepts has one spelling but for the order of parts', () => {
    const near = fc
      .tuple(fc.nat(bytes.length - 1), fc.nat(255), fc.array(fc.nat(4), { maxLength: 6 }))
      .map(([index, value, tail]) => Uint8Array.from([...at(index, value), ...tail]));
    fc.assert(
      fc.property(fc.oneof(near, fc.uint8Array({ maxLength: 40 })), (input) => {
        const decoded = decodeEvidence(input);
        if (decoded.ok) {
          const again = encodeEvidence(decoded.value);
          expect(again.length).toBe(input.length);
          expect(decodeEvidence(again)).toEqual(decoded);
          if ((decoded.value.parts?.size ?? 0) < 2) expect(again).toEqual(input);
        } else expect(decoded.code).toBe('evidence_invalid');
      }),
      { numRuns: 3000 },
    );
  });
});
