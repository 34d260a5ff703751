import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { netstring } from '../../../src/wire/netstring.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('netstring', () => {
  it('counts UTF-8 bytes, not characters', () => {
    expect(text(netstring('ab', '', 'é', new Uint8Array([0x41])))).toBe('2:ab0:2:é1:A');
  });

  it('tells (ab, c) from (a, bc)', () => {
    expect(netstring('ab', 'c')).not.toEqual(netstring('a', 'bc'));
  });

  it('never gives two lists the same bytes', () => {
    const list = fc.array(fc.string({ unit: fc.constantFrom('0', '1', ':', 'a'), maxLength: 4 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(text(netstring(...a)) === text(netstring(...b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2000 },
    );
  });

  it('begins a longer list with the shorter one', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), part, (parts, last) => {
        const longer = netstring(...parts, last);
        expect(longer.subarray(0, -netstring(last).length)).toEqual(netstring(...parts));
      }),
    );
  });
});
