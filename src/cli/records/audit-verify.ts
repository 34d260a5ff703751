import type { AuditRow } from '../../decide/index.ts';
import { CliError } from '../cli-error.ts';
import type { Command, Report } from '../command.ts';
import { readSource } from './read-source.ts';

/** `tellsign audit verify <file>`: whether the rows of an audit are those that were written. */
export const auditVerify: Command = {
  about: 'Verify the chain of an audit: one JSON row of records.audit() a line; "-" reads standard input.',
  takes: ['<file>'],
  options: {
    holds: {
      type: 'string',
      value: 'HASH',
      about:
        'The hash of a row that was noted earlier: without it nobody sees that the last rows were cut off.',
    },
  },
  async run(given, io): Promise<Report> {
    const [file = ''] = given.positionals;
    const rows = readRows(await readSource(file, io), file);
    const { findBroken } = await import('../../decide/index.ts');
    const broken = await findBroken(rows);
    const holds = given.text('holds');
    const isHeld = holds === undefined || rows.some(({ hash }) => hash === holds);
    const last = rows.at(-1)?.hash ?? '';
    const lines = [
      broken === null
        ? `${rows.length} rows, each as it was written.`
        : `Row ${broken} is not what was written, is missing, or is out of place.`,
      ...(isHeld ? [] : [`No row has the hash ${holds}: rows were cut off, or written anew.`]),
      ...(last
        ? [`The last hash is ${last}. Note it where nobody can change it, and ask with --holds.`]
        : []),
    ];
    return { ok: broken === null && isHeld, lines, data: { rows: rows.length, broken, last, holds: isHeld } };
  },
};

/** @throws CliError naming the line that is no row */
function readRows(text: string, file: string): readonly AuditRow[] {
  const rows = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const row = parse(line);
    if (row) return [row];
    throw new CliError('file_invalid', `${file}:${index + 1} is no row of an audit.`);
  });
  // An export that broke off is no audit without rows.
  if (rows.length === 0) throw new CliError('file_invalid', `${file} has no row of an audit.`);
  return rows;
}

function parse(line: string): AuditRow | null {
  try {
    const row: unknown = JSON.parse(line);
    return isRow(row) && line.match(STRING)?.length === STRINGS ? row : null;
  } catch {
    return null;
  }
}

const NUMBERS = ['seq', 'atMs'] as const;
const TEXTS = ['by', 'what', 'detail', 'before', 'hash'] as const;
const STRING = /"(?:[^"\\]|\\.)*"/g;
/** A row's names and its texts: one more, and a name stands there twice, whose first value nobody hashes. */
const STRINGS = NUMBERS.length + 2 * TEXTS.length;

/** A row's members and no other, which no hash would cover. */
function isRow(value: unknown): value is AuditRow {
  const row = Object(value) as Readonly<Record<string, unknown>>;
  return (
    Object.keys(row).length === NUMBERS.length + TEXTS.length &&
    NUMBERS.every((name) => Number.isFinite(row[name])) &&
    TEXTS.every((name) => typeof row[name] === 'string')
  );
}
