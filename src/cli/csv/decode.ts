import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** What begins a file of UTF-16, as spreadsheets write it where they are asked for "Unicode text". */
const MARKS: readonly (readonly [encoding: string, first: number, second: number])[] = [
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
];
/** What begins a file that is compressed by gzip. */
const ZIPPED = [0x1f, 0x8b] as const;

export interface DecodeOptions {
  /** Name of the encoding, such as `windows-1252`. @default what the file's first bytes say, else UTF-8 */
  readonly encoding?: string | undefined;
  /** Called with every piece of the file, as it is. */
  readonly onBytes?: ((bytes: Uint8Array) => void) | undefined;
}

/**
 * The text of a file, piece by piece, without a mark of byte order. `-` is standard input. A file of gzip is
 * unpacked. Bytes that are no text become U+FFFD.
 *
 * @throws RangeError for an encoding that nobody knows
 * @throws what the file system says
 */
export async function* readText(path: string, options: DecodeOptions = {}): AsyncGenerator<string> {
  const { encoding, onBytes = () => undefined } = options;
  // An unknown name throws before anything is read.
  let decoder = encoding === undefined ? undefined : new TextDecoder(encoding);
  for await (const bytes of unpacked(path === '-' ? process.stdin : createReadStream(path), onBytes)) {
    decoder ??= new TextDecoder(MARKS.find(([, ...mark]) => begins(bytes, mark))?.[0] ?? 'utf-8');
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

async function* unpacked(
  stream: NodeJS.ReadableStream,
  onBytes: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const pieces = tapped(stream, onBytes);
  const { value: first } = await pieces.next();
  if (first === undefined) return;
  const whole = prepended(first, pieces);
  if (!begins(first, ZIPPED)) yield* whole;
  else yield* gunzip(whole);
}

async function* tapped(
  stream: NodeJS.ReadableStream,
  onBytes: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    onBytes(bytes);
    yield bytes;
  }
}

async function* prepended<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

async function* gunzip(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip();
  const { pipeline } = await import('node:stream/promises');
  const done = pipeline(pieces, unzip);
  done.catch(() => undefined);
  for await (const piece of unzip) yield piece;
  await done;
}

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, place) => bytes[place] === byte);
