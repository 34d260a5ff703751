import { describe, expect, it } from 'vitest';
import { withDefaults } from '../../../src/server/with-defaults.ts';

describe('defaults', () => {
  it('stand where an option is absent or undefined, and only there', () => {
    const options: { a?: number | undefined; b?: boolean | null | undefined } = { a: undefined, b: null };
    expect(withDefaults({ a: 1, b: true, c: 'c' }, options)).toEqual({ a: 1, b: null, c: 'c' });
    expect(withDefaults({ a: 1 }, { a: 0 })).toEqual({ a: 0 });
  });
});
