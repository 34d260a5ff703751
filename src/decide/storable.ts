/**
 * A text from outside as it may be stored: at most so many characters, without what a database refuses – a
 * zero, or half of a surrogate pair.
 */
export const storable = (text: string, most: number): string =>
  text.slice(0, most).replace(/\0|\p{Surrogate}/gu, '\ufffd');
