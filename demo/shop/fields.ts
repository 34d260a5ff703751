import { COUNTRIES } from './countries.ts';

/** Ids of the checkout's fields, in form order; they are part of the demo's contract with its drivers. */
export const FIELD_NAMES = [
  'name',
  'email',
  'phone',
  'country',
  'addr',
  'city',
  'zip',
  'card',
  'exp',
  'cvv',
  'agree',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];
export type Fields = Readonly<Record<FieldName, string>>;
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

/** Longest accepted value; longer ones are cut before they are checked. */
export const MAX_LENGTH: Readonly<Record<FieldName, number>> = {
  name: 80,
  email: 120,
  phone: 24,
  country: 2,
  addr: 120,
  city: 80,
  zip: 12,
  card: 23,
  exp: 7,
  cvv: 4,
  agree: 8,
};

/** Reads a posted form; anything but one string per field counts as empty. */
export function readFields(body: Readonly<Record<string, unknown>>): Fields {
  const read = (name: FieldName): string => {
    const value = Object.hasOwn(body, name) ? body[name] : '';
    return typeof value === 'string' ? value.trim().slice(0, MAX_LENGTH[name]) : '';
  };
  return {
    name: read('name'),
    email: read('email'),
    phone: read('phone'),
    country: read('country'),
    addr: read('addr'),
    city: read('city'),
    zip: read('zip'),
    card: read('card'),
    exp: read('exp'),
    cvv: read('cvv'),
    agree: read('agree'),
  };
}

/** One sentence per field that cannot be accepted; the empty object when all can. */
export function checkFields(fields: Fields, now: Date): FieldErrors {
  const wrong: Partial<Record<FieldName, string>> = {};
  if (fields.name.length < 2) wrong.name = 'Enter your full name.';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email))
    wrong.email = 'Enter an address like name@post.example.';
  if (fields.phone.replace(/\D/g, '').length < 6) wrong.phone = 'Enter a phone number, digits only is fine.';
  if (!Object.hasOwn(COUNTRIES, fields.country)) wrong.country = 'Choose the country we deliver to.';
  if (fields.addr.length < 3) wrong.addr = 'Enter street and house number.';
  if (fields.city.length < 1) wrong.city = 'Enter the town.';
  if (fields.zip.length < 2) wrong.zip = 'Enter the postcode.';
  if (!isCardNumber(fields.card)) wrong.card = 'This number does not add up. Try 4242 4242 4242 4242.';
  if (!isFutureMonth(fields.exp, now)) wrong.exp = 'Enter a month to come, like 11/29.';
  if (!/^\d{3,4}$/.test(fields.cvv)) wrong.cvv = 'Three or four digits.';
  if (fields.agree === '') wrong.agree = 'Tick this box to place the order.';
  return wrong;
}

/** Length and Luhn check digit (ISO/IEC 7812-1). */
function isCardNumber(value: string): boolean {
  const digits = value.replace(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/**
 * `MM/YY` or `MM/YYYY`; a card is good to the end of its month, and none is issued for more than 20 years.
 */
function isFutureMonth(value: string, now: Date): boolean {
  const [, month, year] = /^(0?[1-9]|1[0-2])\s*[/-]?\s*((?:20)?\d\d)$/.exec(value) ?? [];
  if (month === undefined || year === undefined) return false;
  const ends = Date.UTC(2000 + (Number(year) % 100), Number(month));
  return ends > now.getTime() && Number(year) % 100 <= (now.getUTCFullYear() % 100) + 20;
}
