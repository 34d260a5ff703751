/** A line of a file; its text is null where it is too long to be kept. */
export interface Line {
  /** From 1 on. */
  readonly number: number;
  readonly text: string | null;
}

/** Characters of a line. Chosen: a hundred times a dispute of the widest export; memory stays bounded. */
export const MAX_LINE_CHARS = 100_000;

/** Lines that end with a line feed, a carriage return, or both. */
export async function* linesOf(chunks: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 0;
  let rest = '';
  let isLong = false;
  const take = (text: string): Line => {
    const line = { number: ++number, text: isLong || text.length > MAX_LINE_CHARS ? null : text };
    isLong = false;
    return line;
  };
  for await (const chunk of chunks) {
    const whole = rest + chunk;
    // A carriage return at the end may be the first half of a line's end.
    const end = whole.endsWith('\r') ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, end).split(/\r\n|\n|\r/);
    const last = lines.pop() ?? '';
    for (const text of lines) yield take(text);
    isLong ||= last.length > MAX_LINE_CHARS;
    rest = (isLong ? '' : last) + whole.slice(end);
  }
  const last = rest.replace(/\r$/, '');
  if (last !== '' || isLong) yield take(last);
}
