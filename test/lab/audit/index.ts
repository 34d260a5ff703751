import { parseArgs } from 'node:util';
import { type AuditRow, findBroken } from '../../../src/decide/index.ts';
import { BadInput, messageOf } from '../../../tools/replay/bad-input.ts';
import { type OpenRecords, openDatabase, openFolder } from '../../../tools/replay/database.ts';
import { isFolder, readRows } from './rows.ts';

/**
 * `npm run lab -- audit [FILE | - | FOLDER] [--holds HASH]`: verifies the audit's chain. The source is a file
 * of one JSON row a line, `-` for standard input, or the folder of a PGlite that nobody else has open;
 * without it the database of `DATABASE_URL` is asked.
 *
 * A chain cannot show that its last rows were cut off. Note `last` somewhere else, and ask for it later with
 * `--holds`.
 *
 * Prints `{ rows, broken, last, holds }`. Exits with 1 where a row is broken or the hash is not held, with 2
 * for bad input.
 */
const USAGE = 'npm run lab -- audit [FILE | - | FOLDER] [--holds HASH]';

function readArguments(): { readonly source: string | undefined; readonly holds: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { holds: { type: 'string' } },
    });
    if (positionals.length > 1) throw new TypeError('name a source at most');
    return { source: positionals[0], holds: values.holds };
  } catch (error) {
    throw new BadInput('usage', `${messageOf(error)}; ${USAGE}`);
  }
}

async function openBase(source: string | undefined): Promise<OpenRecords> {
  if (source !== undefined) return openFolder(source);
  const url = process.env.DATABASE_URL;
  if (!url) throw new BadInput('usage', `name a source or set DATABASE_URL; ${USAGE}`);
  return openDatabase(url);
}

async function verify(rows: AsyncIterable<AuditRow>, holds: string | undefined): Promise<boolean> {
  let [count, last, isHeld] = [0, '', holds === undefined];
  async function* watched(): AsyncGenerator<AuditRow> {
    for await (const row of rows) {
      count++;
      last = row.hash;
      isHeld ||= row.hash === holds;
      yield row;
    }
  }
  const broken = await findBroken(watched());
  const held = holds === undefined ? {} : { holds: isHeld };
  console.log(JSON.stringify({ rows: count, broken, last, ...held }));
  return broken === null && isHeld;
}

async function main(): Promise<boolean> {
  const { source, holds } = readArguments();
  if (source !== undefined && !isFolder(source)) return verify(readRows(source), holds);
  const base = await openBase(source);
  try {
    return await verify(base.records.audit(), holds);
  } finally {
    await base.close();
  }
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}
