/**
 * Refuses unknown names. A misspelt option would be ignored without a word, and so would its protection
 * (A15).
 *
 * @param known every option that there is
 * @throws TypeError naming the one that is not
 */
export function checkKnown(options: object, known: Readonly<Record<string, true>>): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined)
    throw new TypeError(`no option ${unknown}; there are ${Object.keys(known).join(', ')}`);
}
