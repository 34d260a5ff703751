/** Longest line that is printed, characters. Chosen: a token of 2048 and its sentence fit. */
const MAX_CHARS = 4000;

/**
 * A text without control characters and changes of writing direction: a server's answer must not steer
 * the terminal that shows it.
 */
export function plain(text: string): string {
  const shown = text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '?');
  return shown.length > MAX_CHARS ? `${shown.slice(0, MAX_CHARS)} …` : shown;
}
