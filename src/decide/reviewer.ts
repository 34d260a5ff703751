import { storable } from './storable.ts';

/** What somebody may do in the queue. */
export const ROLES = ['read', 'label', 'publish'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who looks at cases, as the site's login knows him. */
export interface Reviewer {
  /** Name by which his answers are recorded. */
  readonly id: string;
  readonly roles: readonly Role[];
}

/**
 * Whose name it is, where names are compared: letters in another case, more spaces, characters that nobody
 * sees, or the same letters in another Unicode form make nobody another person.
 */
export const personOf = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase();

/** Whether two names are one person's. */
export const isSamePerson = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && personOf(a) === personOf(b);

/** Longest name, as of who gives a label. */
const MAX_ID = 200;

/** @throws TypeError for what is no reviewer: a mistake of the site's code */
export function checkReviewer(reviewer: Reviewer): Reviewer {
  const { id, roles } = Object(reviewer) as Reviewer;
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID)
    throw new TypeError(`reviewer.id must have 1..${MAX_ID} characters`);
  if (!Array.isArray(roles) || !roles.every((role) => ROLES.includes(role)))
    throw new TypeError(`reviewer.roles must be of ${ROLES.join(', ')}`);
  return { id: storable(id, MAX_ID), roles: [...roles] };
}
