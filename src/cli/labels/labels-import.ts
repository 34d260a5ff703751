import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { createDoor, type Door } from '../../decide/records/door.ts';
import { CliError, messageOf } from '../cli-error.ts';
import type { Command, Report } from '../command.ts';
import { readCsv } from '../csv/read.ts';
import { plainJson } from '../plain.ts';
import { createProgress } from '../progress.ts';
import { openRecords } from '../records/open-records.ts';
import { type ImportReport, importLabels } from './import.ts';
import { readWanted, type Wanted } from './wanted.ts';

/**
 * `tellsign labels import <file> [folder]`: adds what a file says of decisions – chargebacks, above all – to
 * the site's records. Each line that is refused is a line of JSON on standard error.
 */
export const labelsImport: Command = {
  about:
    'Add labels of a CSV file, such as chargebacks, to the records of DATABASE_URL or a PGlite’s folder.',
  takes: ['<file>', '[folder]'],
  options: {
    'dry-run': { type: 'boolean', about: 'Say what would be done, and do nothing.' },
    'take-back': { type: 'boolean', about: 'Take the labels of the file back.' },
    map: { type: 'string', value: 'COLUMN=HEADER', multiple: true, about: 'The header of a column.' },
    source: { type: 'string', value: 'SOURCE', about: 'Who says so. Default: by the reason.' },
    by: { type: 'string', value: 'NAME', about: 'The name of who says so. Default: import.' },
    zone: { type: 'string', value: 'ZONE', about: 'Zone of times that name none. Default: UTC.' },
    dates: { type: 'string', value: 'dmy|mdy', about: 'Order of dates with slashes or points.' },
    encoding: { type: 'string', value: 'NAME', about: 'Such as windows-1252. Default: UTF-8.' },
    delimiter: { type: 'string', value: 'CHARACTER', about: 'Default: the one the first line has most of.' },
  },
  async run(given, io): Promise<Report> {
    const wanted = readWanted(given);
    const doors = openDoors(io.env.TELLSIGN_SECRET);
    const { records, close } = await openRecords({ folder: wanted.folder, url: io.env.DATABASE_URL }, io);
    try {
      const hash = createHash('sha256');
      const path = wanted.file === '-' ? '-' : resolve(io.cwd, wanted.file);
      const rows = readCsv(path, { ...wanted.csv, onBytes: (bytes) => hash.update(bytes) });
      const report = await importLabels(rows, {
        ...wanted.options,
        ...{ records, doors },
        nowMs: io.now(),
        onBad: (bad) => io.complain(plainJson(bad)),
        onProgress: createProgress('lines'),
      });
      const { dryRun, takeBack, by } = wanted.options;
      if (!dryRun) {
        const detail = JSON.stringify({ sha256: hash.digest('base64url'), takeBack, ...report });
        await records.log({ atMs: io.now(), by, what: 'import', detail }).catch((error: unknown) => {
          throw new CliError('database_unavailable', `${messageOf(error)}. Run the same again.`);
        });
      }
      return {
        ok: report.refused === 0,
        lines: linesOf(report, wanted.options),
        data: { ...report, dryRun, takeBack },
      };
    } catch (error) {
      if (error instanceof CliError || Object(error).code === undefined) throw error;
      throw new CliError('source_unreadable', `${wanted.file}: ${messageOf(error)}.`);
    } finally {
      await close().catch(() => undefined);
    }
  },
};

function linesOf(
  { lines, added, known, refused }: ImportReport,
  { dryRun, takeBack }: Wanted['options'],
): readonly string[] {
  const done = takeBack ? 'taken back' : 'added';
  return [
    `${lines} lines: ${added} ${dryRun ? 'would be ' : ''}${done}, ${known} known already, ${refused} refused.`,
  ];
}

/**
 * Names orders and cards as the site does: by the characters of its secret, as the guides read the variable,
 * and by the bytes that they are the hexadecimal of, as the demo does. None without a secret.
 */
function openDoors(secret: string | undefined): readonly Door[] {
  if (!secret) return [];
  const isHex = /^([0-9a-f]{2})+$/i.test(secret);
  const doors = [Buffer.from(secret), ...(isHex ? [Buffer.from(secret, 'hex')] : [])].flatMap((bytes) => {
    try {
      return [createDoor(bytes)];
    } catch {
      return [];
    }
  });
  if (doors.length > 0) return doors;
  throw new CliError('argument_invalid', 'TELLSIGN_SECRET is at least 32 random bytes or characters.');
}
