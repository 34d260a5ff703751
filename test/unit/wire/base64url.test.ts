import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64url, encodeBase64url } from '../../../src/wire/base64url.ts';

describe('base64url', () => {
  it('round-trips any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it.each(['AB', 'A', 'AA==', 'AA=', 'A+/A', 'AA\n', ' AAA', 'AAA\u00e9', 'AAB'])('refuses %j', (input) => {
    expect(decodeBase64url(input)).toBeNull();
  });

  it('accepts exactly the texts it would write', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AEQgwxyz0489_-=+/ ') });
    fc.assert(
      fc.property(text, (input) => {
        const isCanonical = Buffer.from(input, 'base64url').toString('base64url') === input;
        const bytes = decodeBase64url(input);
        expect(bytes !== null).toBe(isCanonical);
        if (bytes) expect(encodeBase64url(bytes)).toBe(input);
      }),
      { numRuns: 2000 },
    );
  });
});
