import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseCanonical } from '../../../src/wire/canonical.ts';

describe('canonical JSON', () => {
  it('sorts keys at every depth and leaves undefined members out', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, -2], c: 'x' }, e: undefined })).toBe(
      '{"a":{"c":"x","d":[1,-2]},"b":1}',
    );
  });

  it.each([
    [1.5],
    [2 ** 53],
    [-0],
    [Number.NaN],
    ['é'],
    ['a\\b'],
    ['a"b'],
    ['a\nb'],
    [1n],
    [Symbol('s')],
    [{ k: undefined, f: () => 1 }],
    [undefined],
  ])('refuses to write %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it.each([
    ['white space', '{"a": 1}'],
    ['a duplicate key', '{"a":1,"a":2}'],
    ['unsorted keys', '{"b":1,"a":2}'],
    ['an escape', '{"a":"\\u0041"}'],
    ['a homoglyph', '{"а":1}'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['an exponent', '{"a":1e5}'],
    ['a redundant fraction', '{"a":1.0}'],
    ['minus zero', '{"a":-0}'],
    ['an integer beyond double precision', '{"a":9007199254740993}'],
    ['trailing data', '{"a":1}{}'],
    ['a delete character', '{"a":"\x7f"}'],
    ['nothing', ''],
    ['nine openings', '[[[[[[[[[]]]]]]]]]'],
    ['openings inside a string', '{"a":"[[[[[[[["}'],
  ])('does not read %s', (_name, text) => {
    expect(parseCanonical(text)).toEqual({ ok: false, code: 'malformed' });
  });

  it('reads a key named __proto__ as an ordinary member', () => {
    const read = parseCanonical('{"__proto__":{"polluted":1}}');
    expect(read.ok && Object.keys(read.value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('reads back everything it writes', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abZ09 !#$[]{}~,:') });
    const leaf = fc.oneof(
      fc.maxSafeInteger().map((n) => n || 0),
      fc.boolean(),
      fc.constant(null),
      text,
    );
    const value = fc.oneof(leaf, fc.array(leaf), fc.dictionary(text, leaf));
    fc.assert(
      fc.property(value, (original) => {
        const written = canonicalJson(original);
        const read = parseCanonical(written);
        const isShallow = (written.match(/[[{]/g) ?? []).length <= 8;
        expect(read.ok).toBe(isShallow);
        if (read.ok) expect(canonicalJson(read.value)).toBe(written);
      }),
    );
  });

  it('is total over any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseCanonical(text)));
  });
});
