import { createReadStream } from 'node:fs';
import type { Exported } from '../../src/decide/index.ts';
import { BadInput, messageOf } from './bad-input.ts';
import { linesOf } from './lines.ts';

/** Bytes read at once. Chosen: some seventy decisions. */
const CHUNK_BYTES = 262_144;

/** Records that are read one by one, and where the last one stood. */
export interface OpenExport {
  readonly records: AsyncGenerator<Exported>;
  /** Such as `decisions.ndjson:12`. */
  where(): string;
}

/**
 * Decisions of an export, one JSON line each; an empty line is none. `-` is standard input. Who reads them
 * checks their members.
 *
 * @throws BadInput with the line of what is no JSON, at its turn
 */
export function openExport(path: string): OpenExport {
  const name = path === '-' ? 'standard input' : path;
  let where = name;
  async function* read(): AsyncGenerator<Exported> {
    const stream =
      path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES, encoding: 'utf8' });
    stream.setEncoding('utf8');
    for await (const [number, line] of linesOf(stream as AsyncIterable<string>, name)) {
      if (line.trim() === '') continue;
      where = `${name}:${number}`;
      yield parse(line, where);
    }
  }
  return { records: read(), where: () => where };
}

function parse(line: string, where: string): Exported {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new BadInput('record_invalid', `${where}: is no JSON: ${messageOf(error)}`);
  }
}
