declare const named: unique symbol;
/** What stands for a name in a row. */
export type NameNumber = number & { readonly [named]: true };

/** Characters read of a name: more than any of `NAMES` has. */
const LONGEST = 32;

/**
 * A string as a number (31-polynomial modulo 2³²), so that a row holds it and the page needs no list of
 * names. The reader of rows has the list, and reads a number that is not on it as `other`.
 */
export function nameNumber(name: string): NameNumber {
  let number = 0;
  for (const letter of name.slice(0, LONGEST)) number = (31 * number + letter.charCodeAt(0)) >>> 0;
  return number as NameNumber;
}
