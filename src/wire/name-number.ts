/** Longer than every name of `names.ts`; what is longer is none of them. */
const LONGEST = 32;

/**
 * A string of an event as a number (31-polynomial modulo 2³²), so that a row holds it and the page needs no list of names: whoever reads
 * rows has it, and takes a number that is not on it for `other`. NaN for null.
 */
export function nameNumber(name: string | null): number {
  if (name === null) return Number.NaN;
  let number = 0;
  for (const letter of name.slice(0, LONGEST)) number = (31 * number + letter.charCodeAt(0)) >>> 0;
  return number;
}
