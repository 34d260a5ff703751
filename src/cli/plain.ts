/** What steers a terminal: control characters and changes of writing direction. */
const STEERS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Longest line that is printed, characters. Chosen: a token of 2048 and its sentence fit. */
const MAX_CHARS = 4000;

/**
 * A text without control characters and changes of writing direction: a server's answer must not steer
 * the terminal that shows it.
 */
export function plain(text: string): string {
  const shown = text.replace(STEERS, '?');
  return shown.length > MAX_CHARS ? `${shown.slice(0, MAX_CHARS)} …` : shown;
}

/** JSON of which the same is true: such characters are escaped, and so the value stays what it is. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    STEERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
