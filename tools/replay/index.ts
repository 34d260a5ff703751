import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createProgress } from '../../src/cli/progress.ts';
import {
  type CompiledPolicy,
  compilePolicy,
  type ExportRange,
  InvalidRecord,
  type ReplayReport,
  replay,
  SHIPPED,
} from '../../src/decide/index.ts';
import { BadInput, messageOf } from './bad-input.ts';
import { openDatabase, openFolder } from './database.ts';
import { openExport } from './export-file.ts';

/**
 * `npm run replay -- POLICY [SOURCE] [--from TIME] [--to TIME]`: what a policy would have done with recorded
 * decisions, as JSON. POLICY is a file, or the name of a shipped one. SOURCE is an export of one JSON line a
 * decision, `-` for one on standard input, or the folder of a PGlite that nobody else has open; without it
 * the database of `DATABASE_URL` is asked. A time is what `Date` reads, from inclusive, to exclusive.
 *
 * Progress goes to standard error. Exits with 1 where decisions of the same revision come out another way,
 * with 2 for bad input.
 */
const USAGE = 'npm run replay -- POLICY [FILE | - | FOLDER] [--from TIME] [--to TIME]';

interface Wanted {
  readonly policy: string;
  readonly source: string | undefined;
  readonly range: ExportRange;
}

function readArguments(): Wanted {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { from: { type: 'string' }, to: { type: 'string' } },
    });
    const [policy, source, ...more] = positionals;
    if (policy === undefined || more.length > 0) throw new TypeError('name a policy, and a source at most');
    const range = { fromMs: timeOf('from', values.from), toMs: timeOf('to', values.to) };
    return { policy, source, range };
  } catch (error) {
    throw new BadInput('usage', `${messageOf(error)}; ${USAGE}`);
  }
}

function timeOf(name: string, text: string | undefined): number | undefined {
  const ms = text === undefined ? undefined : Date.parse(text);
  if (Number.isNaN(ms)) throw new TypeError(`--${name}: ${text} is no time`);
  return ms;
}

async function readPolicy(name: string): Promise<CompiledPolicy> {
  const source = Object.hasOwn(SHIPPED, name)
    ? SHIPPED[name as keyof typeof SHIPPED]
    : readOr(name, () => readFileSync(name, 'utf8'));
  const compiled = await compilePolicy(source);
  if (compiled.ok) return compiled.policy;
  const faults = compiled.faults.map(({ line, path, reason }) => `${name}:${line}: ${path} ${reason}`);
  throw new BadInput('policy_invalid', faults.join('\n'));
}

function readOr<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadInput('source_unreadable', `${name}: ${messageOf(error)}`);
  }
}

async function replayDatabase(policy: CompiledPolicy, { source, range }: Wanted): Promise<ReplayReport> {
  const url = process.env.DATABASE_URL;
  if (source === undefined && !url)
    throw new BadInput('usage', `name a source, or set DATABASE_URL; ${USAGE}`);
  try {
    const { records, close } = await (source === undefined ? openDatabase(url ?? '') : openFolder(source));
    try {
      return await replay(policy, records.export(range), { ...range, onProgress: createProgress() });
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput('source_unreadable', `${source ?? 'DATABASE_URL'}: ${messageOf(error)}`);
  }
}

async function replayFile(policy: CompiledPolicy, source: string, range: ExportRange): Promise<ReplayReport> {
  const { records, where } = openExport(source);
  try {
    return await replay(policy, records, { ...range, onProgress: createProgress() });
  } catch (error) {
    if (!(error instanceof InvalidRecord)) throw error;
    throw new BadInput(error.code, `${where()}: ${error.detail}`);
  }
}

async function main(): Promise<number> {
  const wanted = readArguments();
  const { source, range } = wanted;
  const policy = await readPolicy(wanted.policy);
  const isFolder =
    source !== undefined && source !== '-' && readOr(source, () => statSync(source)).isDirectory();
  const report =
    source === undefined || isFolder
      ? await replayDatabase(policy, wanted)
      : await replayFile(policy, source, range);
  console.log(JSON.stringify(report, null, 2));
  return report.unequal > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
