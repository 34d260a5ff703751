import { parse } from 'csv-parse/sync';
import { type DecodeOptions, readText } from './decode.ts';
import { type Line, linesOf } from './lines.ts';

export type CsvError =
  /** A quote that does not end, or stands where none may. */
  | 'quotes'
  /** The record is longer than may be kept. */
  | 'too_long';

/** A record of a file, or why there is none. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly error: CsvError };

export interface ReadCsvOptions extends DecodeOptions {
  /** @default the one that the first line has most of: comma, semicolon, tab or bar */
  readonly delimiter?: string | undefined;
}

/** Lines of one record. Chosen: a long note has a dozen, and a quote that does not end costs no more. */
const MAX_RECORD_LINES = 50;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Records of a file of comma-separated values, the header among them, with the lines they begin at. A record
 * that cannot be read is told, and the next line is tried: one wrong quote never costs the rest of a file.
 *
 * @throws what `readText` throws
 */
export async function* readCsv(path: string, options: ReadCsvOptions = {}): AsyncGenerator<CsvRow> {
  yield* recordsOf(linesOf(readText(path, options)), options.delimiter);
}

/** The same of lines that were read already. */
export async function* recordsOf(
  lines: AsyncIterator<Line>,
  delimiter?: string | undefined,
): AsyncGenerator<CsvRow> {
  /** Lines that were looked at beyond the record before. */
  const ahead: Line[] = [];
  const next = async (): Promise<Line | undefined> => ahead.shift() ?? (await lines.next()).value;
  for (let first = await next(); first !== undefined; first = await next()) {
    const { number: line, text } = first;
    if (text === null) {
      yield { line, error: 'too_long' };
      continue;
    }
    if (text.trim() === '') continue;
    delimiter ??= delimiterOf(text);
    const more: Line[] = [];
    let record = text;
    while (isOpen(record) && more.length < MAX_RECORD_LINES) {
      const line = await next();
      if (line) more.push(line);
      if (typeof line?.text !== 'string') break;
      record += `\n${line.text}`;
    }
    const cells = cellsOf(record, delimiter);
    if (cells) yield { line, cells };
    else {
      ahead.unshift(...more);
      yield { line, error: 'quotes' };
    }
  }
}

/** Whether a quote is open at the end: within quotes each quote is doubled, so that all together are even. */
const isOpen = (text: string): boolean => (text.match(/"/g)?.length ?? 0) % 2 === 1;

function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, one) => (count(one) > count(best) ? one : best), ',');
}

function cellsOf(record: string, delimiter: string): readonly string[] | null {
  try {
    // A record of several lines is one to the parser, because its end is no record's end.
    const [cells] = parse(record, { delimiter, record_delimiter: '\0\n', relax_column_count: true });
    return (cells as readonly string[] | undefined) ?? [''];
  } catch {
    return null;
  }
}
