import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFields, FIELD_NAMES, MAX_LENGTH, readFields } from '../../../demo/shop/fields.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const GOOD = {
  name: 'Mara Lindqvist',
  email: 'mara@post.example',
  phone: '+49 151 1234567',
  country: 'DE',
  addr: 'Lindenweg 14',
  city: 'Bremen',
  zip: '28195',
  card: '4242 4242 4242 4242',
  exp: '11/29',
  cvv: '123',
  agree: 'yes',
};
const errorsOf = (changes: Record<string, unknown>) =>
  Object.keys(checkFields(readFields({ ...GOOD, ...changes }), NOW));

describe('the checkout’s fields', () => {
  it('keep their ids', () => {
    expect(FIELD_NAMES.join(' ')).toBe('name email phone country addr city zip card exp cvv agree');
  });

  it('accept an ordinary customer', () => {
    expect(errorsOf({})).toEqual([]);
  });

  it.each([
    ['card', '4242424242424241'],
    ['card', 'abc'],
    ['card', ''],
    ['email', 'mara'],
    ['country', 'XX'],
    ['country', 'constructor'],
    ['exp', '10/26'],
    ['exp', '13/29'],
    ['exp', '11/99'],
    ['cvv', '12'],
    ['agree', ''],
    ['name', 'M'],
    ['zip', ''],
  ])('refuse %s “%s” and nothing else', (name, value) => {
    expect(errorsOf({ [name]: value })).toEqual([name]);
  });

  it.each(['11/26', '11/2029', '1129', '1/30', '11-29', '11 / 29'])('accept the month %s', (exp) => {
    expect(errorsOf({ exp })).toEqual([]);
  });

  it('read any body at all, in bounds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...FIELD_NAMES, '__proto__'), fc.anything()), (body) => {
        const fields = readFields(body);
        for (const name of FIELD_NAMES) expect(fields[name].length).toBeLessThanOrEqual(MAX_LENGTH[name]);
        expect(Object.keys(checkFields(fields, NOW)).every((name) => name in GOOD)).toBe(true);
      }),
    );
  });
});
