import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { LABEL_SOURCES, type LabelSource } from '../../src/decide/index.ts';
import { createDoor, type Door } from '../../src/decide/records/door.ts';
import { readCsv } from '../csv/read.ts';
import { BadInput, messageOf } from '../replay/bad-input.ts';
import { type OpenRecords, openDatabase, openFolder } from '../replay/database.ts';
import { createProgress } from '../replay/progress.ts';
import { COLUMN_NAMES, type Column } from './columns.ts';
import { type ImportOptions, importLabels } from './import.ts';
import { createReadTime, DAY_ORDERS, type DayOrder } from './time.ts';
import { vocabularyTable } from './vocabulary.ts';

/**
 * `npm run labels -- import FILE.csv [FOLDER]`: adds what a file says of decisions – chargebacks, above all –
 * to the records in a PGlite's folder, or in the database of `DATABASE_URL`. docs/labels.md names the columns
 * and the options. `npm run --silent labels -- vocabulary` prints the table of reasons.
 *
 * Progress goes to standard error, and one line of JSON for each line that is refused; the report to standard
 * output. Exits with 1 where lines were refused, with 2 where nothing, or not everything, could be done.
 */
const USAGE =
  'npm run labels -- import FILE.csv [FOLDER] [--dry-run] [--take-back] [--map COLUMN=HEADER …] ' +
  '[--source SOURCE] [--by NAME] [--zone ZONE] [--dates dmy|mdy] [--encoding NAME] [--delimiter CHARACTER]';

/** Reads one of a list of words. @throws TypeError for any other */
function oneOf<const T extends string>(name: string, words: readonly T[], given: string | undefined) {
  const found = words.find((word) => word === given);
  if (given !== undefined && found === undefined)
    throw new TypeError(`--${name} is one of ${words.join(', ')}`);
  return found;
}

interface Wanted {
  readonly file: string;
  readonly folder: string | undefined;
  readonly csv: { readonly encoding: string | undefined; readonly delimiter: string | undefined };
  readonly options: Omit<ImportOptions, 'records' | 'door' | 'nowMs' | 'onBad' | 'onProgress'>;
}

function readArguments(args: readonly string[]): Wanted {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ source: text, by: text, zone: text, dates: text, encoding: text, delimiter: text },
      ...{ 'dry-run': { type: 'boolean' }, 'take-back': { type: 'boolean' } },
      map: { type: 'string', multiple: true },
    },
  });
  const [file, folder, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new TypeError('name a file, and a folder at most');
  const { encoding, delimiter, zone = 'UTC', by = 'import', map = [] } = values;
  if (encoding !== undefined) new TextDecoder(encoding);
  if (delimiter !== undefined && delimiter.length !== 1) throw new TypeError('--delimiter is one character');
  const source = oneOf<LabelSource>('source', LABEL_SOURCES, values.source);
  const dayOrder = oneOf<DayOrder>('dates', DAY_ORDERS, values.dates);
  const named = new Map(map.map(readMapping));
  const { 'dry-run': dryRun, 'take-back': takeBack } = values;
  return {
    ...{ file, folder, csv: { encoding, delimiter } },
    options: { named, source, by, readTime: createReadTime({ zone, dayOrder }), dryRun, takeBack },
  };
}

/** `at=Opened on`. */
function readMapping(text: string): readonly [Column, string] {
  const [name, ...header] = text.split('=');
  const column = COLUMN_NAMES.find((one) => one === name);
  if (!column || header.join('=').trim() === '')
    throw new TypeError(`--map is COLUMN=HEADER, and COLUMN is one of ${COLUMN_NAMES.join(', ')}`);
  return [column, header.join('=')];
}

async function open(folder: string | undefined): Promise<OpenRecords> {
  const url = process.env.DATABASE_URL;
  if (folder === undefined && !url)
    throw new BadInput('usage', `name a folder, or set DATABASE_URL; ${USAGE}`);
  try {
    return await (folder === undefined ? openDatabase(url ?? '') : openFolder(folder));
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput('source_unreadable', `${folder ?? 'DATABASE_URL'}: ${messageOf(error)}`);
  }
}

/** Names orders and cards as the site does; null without its secret. */
function openDoor(secret: string | undefined): Door | null {
  if (!secret) return null;
  return readOr('TELLSIGN_SECRET is at least 32 random bytes in hexadecimal', () => {
    if (!/^([0-9a-f]{2})+$/i.test(secret)) throw new TypeError('this is not hexadecimal');
    return createDoor(Buffer.from(secret, 'hex'));
  });
}

async function main(args: readonly string[]): Promise<number> {
  const { file, folder, csv, options } = readOr(USAGE, () => readArguments(args));
  const door = openDoor(process.env.TELLSIGN_SECRET);
  const { records, close } = await open(folder);
  try {
    const hash = createHash('sha256');
    const rows = readCsv(file, { ...csv, onBytes: (bytes) => hash.update(bytes) });
    const report = await importLabels(rows, {
      ...options,
      ...{ records, door },
      nowMs: Date.now(),
      onBad: (bad) => console.error(JSON.stringify(bad)),
      onProgress: createProgress('lines'),
    });
    const { dryRun = false, takeBack = false, by } = options;
    if (!dryRun) {
      const detail = JSON.stringify({ sha256: hash.digest('base64url'), takeBack, ...report });
      await records.log({ atMs: Date.now(), by, what: 'import', detail });
    }
    console.log(JSON.stringify({ ...report, dryRun, takeBack }));
    return report.refused > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof BadInput || Object(error).code === undefined) throw error;
    throw new BadInput('source_unreadable', `${file}: ${messageOf(error)}`);
  } finally {
    await close().catch(() => undefined);
  }
}

/** @throws BadInput with what would have been right */
function readOr<T>(right: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadInput('usage', `${messageOf(error)}; ${right}`);
  }
}

const [command, ...rest] = process.argv.slice(2);
try {
  if (command === 'vocabulary') console.log(vocabularyTable());
  else if (command === 'import') process.exitCode = await main(rest);
  else throw new BadInput('usage', USAGE);
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
