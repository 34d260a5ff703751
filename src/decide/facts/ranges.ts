import { type Range, readRange } from './address.ts';

/** Whether an address, 32 hexadecimal digits, is in one of a list's ranges. */
export type Ranges = (hex: string) => boolean;

/**
 * Reads a list of ranges: one address or CIDR range a line; empty lines and what follows `#` are passed over.
 *
 * @throws TypeError naming the list, the line and its text
 */
export function createRanges(name: string, list: string | readonly string[]): Ranges {
  if (typeof list !== 'string' && !Array.isArray(list))
    throw new TypeError(`${name} must be a text or a list of lines`);
  const lines = typeof list === 'string' ? list.split(/\r?\n/) : list;
  const ranges = merge(lines.flatMap((line, index) => readLine(line, `${name}, line ${index + 1}`)));
  return (hex) => {
    // The last range that begins at or before the address is the only one that can hold it.
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle]?.[0] ?? '') <= hex) low = middle + 1;
      else high = middle;
    }
    return low > 0 && hex <= (ranges[low - 1]?.[1] ?? '');
  };
}

function readLine(line: unknown, where: string): readonly Range[] {
  const text = typeof line === 'string' ? line.replace(/#.*/, '').trim() : null;
  if (text === '') return [];
  const range = text === null ? null : readRange(text);
  if (range === null)
    throw new TypeError(`${where}: ${JSON.stringify(line)?.slice(0, MAX_QUOTED)} is no address or range`);
  return [range];
}

/** Characters of a bad line that its error repeats. Chosen: a line of a wide window. */
const MAX_QUOTED = 80;

/** Sorted ranges that do not overlap. */
function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const last = merged.at(-1);
    if (last && range[0] <= last[1]) merged[merged.length - 1] = [last[0], later(last[1], range[1])];
    else merged.push(range);
  }
  return merged;
}

const later = (a: string, b: string): string => [a, b].toSorted()[1] ?? a;
