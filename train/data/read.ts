import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Result } from '../../src/contract/result.ts';
import { type ParsedRecording, parseRecording, type RecordingCode } from '../../src/wire/recording.ts';

/** Longest line read, bytes: a million events with stack fields stay below it. */
const MAX_LINE_BYTES = 128 * 1024 * 1024;
const NEWLINE = 10;

export type ReadCode = RecordingCode | 'file_unreadable' | 'line_too_long' | 'json_malformed';

/** One line of one file, or why there is none. */
export interface ReadLine {
  readonly file: string;
  /** Counted from 1; 0 when the file itself cannot be read. */
  readonly line: number;
  readonly result: Result<ParsedRecording, ReadCode>;
}

export interface ReadOptions {
  /** Longest line accepted, bytes. @default 128 MiB */
  readonly maxLineBytes?: number;
  /** What `-` reads. @default process.stdin */
  readonly stdin?: Readable;
}

/** Lines of a stream, one in memory at a time; null for one longer than `maxBytes`. */
async function* splitLines(stream: AsyncIterable<Buffer | string>, maxBytes: number) {
  let parts: Buffer[] = [];
  let size = 0;
  const nextLine = (): string | null => {
    const line = size > maxBytes ? null : Buffer.concat(parts).toString('utf8');
    parts = [];
    size = 0;
    return line;
  };
  const add = (part: Buffer) => {
    size += part.length;
    if (size > maxBytes) parts = [];
    else parts.push(part);
  };
  for await (const piece of stream) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      yield nextLine();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (size > 0) yield nextLine();
}

function parseLine(line: string | null): Result<ParsedRecording, ReadCode> {
  if (line === null) return { ok: false, code: 'line_too_long' };
  try {
    return parseRecording(JSON.parse(line));
  } catch (error) {
    return { ok: false, code: 'json_malformed', detail: String(error) };
  }
}

function open(file: string, stdin: Readable): Readable {
  if (file === '-') return stdin;
  const stream = createReadStream(file);
  if (!file.endsWith('.gz')) return stream;
  const unzip = createGunzip();
  stream.on('error', (error) => unzip.destroy(error));
  return stream.pipe(unzip);
}

/**
 * Recordings of NDJSON files, plain or `.gz`, `-` for standard input, one line at a time. Nothing here
 * throws: a line or a file that cannot be read is yielded with its code, and the rest goes on. Empty lines
 * are skipped.
 */
export async function* readRecordings(
  files: readonly string[],
  { maxLineBytes = MAX_LINE_BYTES, stdin = process.stdin }: ReadOptions = {},
): AsyncGenerator<ReadLine> {
  for (const file of files) {
    let line = 0;
    try {
      for await (const text of splitLines(open(file, stdin), maxLineBytes)) {
        line += 1;
        if (text?.trim() === '') continue;
        yield { file, line, result: parseLine(text) };
      }
    } catch (error) {
      yield { file, line, result: { ok: false, code: 'file_unreadable', detail: String(error) } };
    }
  }
}
