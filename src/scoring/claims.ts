/** Tests of what a signed message of the model's supply says: nothing else than what is known passes. */
export type ClaimTest = (value: unknown) => boolean;

export const isCount: ClaimTest = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

export const isText =
  (pattern: RegExp): ClaimTest =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

/** An object with these members and no other. */
export const hasMembers =
  (tests: Readonly<Record<string, ClaimTest>>): ClaimTest =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => Object.hasOwn(tests, name)) &&
    Object.entries(tests).every(([name, test]) => test((value as Readonly<Record<string, unknown>>)[name]));
