import { readArguments } from '../../src/cli/arguments.ts';
import { CliError } from '../../src/cli/cli-error.ts';
import { labelsImport } from '../../src/cli/labels/labels-import.ts';
import { commandIo } from '../command-io.ts';
import { vocabularyTable } from './vocabulary.ts';

/**
 * `npm run labels -- import FILE.csv [FOLDER]` is `npx tellsign labels import` with its report in JSON:
 * docs/labels.md names the columns and the options. `npm run --silent labels -- vocabulary` prints the table
 * of reasons.
 *
 * Exits with 1 where lines were refused, with 2 where nothing, or not everything, could be done.
 */
const USAGE = 'npm run labels -- import FILE.csv [FOLDER], with the options of "tellsign labels import".';

async function importFile(args: readonly string[]): Promise<number> {
  const io = commandIo({ print: console.log, complain: console.error });
  const { ok, data } = await labelsImport.run(readArguments(labelsImport, args), io);
  console.log(JSON.stringify(data));
  return ok ? 0 : 1;
}

const [command, ...rest] = process.argv.slice(2);
try {
  if (command === 'vocabulary') console.log(vocabularyTable());
  else if (command === 'import') process.exitCode = await importFile(rest);
  else throw new CliError('unknown_command', USAGE);
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 2;
}
