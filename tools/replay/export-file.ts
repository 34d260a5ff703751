import { createReadStream } from 'node:fs';
import type { Exported } from '../../src/decide/index.ts';
import { readExported } from '../../src/decide/replay/read-exported.ts';
import { BadInput, messageOf } from './bad-input.ts';
import { linesOf } from './lines.ts';

/** Bytes read at once. Chosen: some seventy decisions. */
const CHUNK_BYTES = 262_144;

/**
 * Decisions of an export, one JSON line each; an empty line is none. `-` is standard input.
 * @throws BadInput with the line
 */
export async function* readExport(path: string): AsyncGenerator<Exported> {
  const stream =
    path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES, encoding: 'utf8' });
  stream.setEncoding('utf8');
  const name = path === '-' ? 'standard input' : path;
  for await (const [number, line] of linesOf(stream as AsyncIterable<string>, name))
    if (line.trim() !== '') yield parse(line, `${name}:${number}`);
}

function parse(line: string, where: string): Exported {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new BadInput('record_invalid', `${where}: is no JSON: ${messageOf(error)}`);
  }
  const read = readExported(value);
  if (!read.ok) throw new BadInput(read.code, `${where}: ${read.detail}`);
  return read.value;
}
