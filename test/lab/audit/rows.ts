import { createReadStream, statSync } from 'node:fs';
import type { AuditRow } from '../../../src/decide/index.ts';
import { BadInput, messageOf } from '../../../tools/replay/bad-input.ts';
import { linesOf } from '../../../tools/replay/lines.ts';

/** @throws BadInput where nothing is there */
export function isFolder(path: string): boolean {
  if (path === '-') return false;
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new BadInput('source_unreadable', messageOf(error));
  }
}

/** Rows of the audit, one JSON line each; an empty line is none. @throws BadInput with the line */
export async function* readRows(path: string): AsyncGenerator<AuditRow> {
  const stream = path === '-' ? process.stdin : createReadStream(path);
  stream.setEncoding('utf8');
  const name = path === '-' ? 'standard input' : path;
  for await (const [number, line] of linesOf(stream as AsyncIterable<string>, name))
    if (line.trim() !== '') yield parse(line, `${name}:${number}`);
}

function parse(line: string, where: string): AuditRow {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new BadInput('record_invalid', `${where}: is no JSON: ${messageOf(error)}`);
  }
  if (isRow(value)) return value;
  throw new BadInput('record_invalid', `${where}: is no row of an audit`);
}

function isRow(value: unknown): value is AuditRow {
  const row = Object(value) as Readonly<Record<string, unknown>>;
  const isNumbered = ['seq', 'atMs'].every((name) => Number.isFinite(row[name]));
  return (
    isNumbered && ['by', 'what', 'detail', 'before', 'hash'].every((name) => typeof row[name] === 'string')
  );
}
