import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplayReport } from '../../../../src/decide/index.ts';
import { createRandom } from '../../../../train/random.ts';
import { POLICY } from '../decide/twelve.ts';
import type { Row } from '../statistics.ts';
import { fillFolder } from './folder.ts';
import { type Measured, measure } from './measure.ts';
import { compileTwelve, openBook, someRecords, writeLines } from './records.ts';

/**
 * `npm run bench -- replay [RECORDS [IN_PGLITE]]`: what `npm run replay` takes for so many records from an
 * export, 1,000,000 unless another number is given, beside their mere parsing; and from a PGlite's folder,
 * 100,000 unless another is given, beside an export of as many. Filling the folder takes the longest.
 */
const [records = 1_000_000, inPglite = Math.min(records, 100_000)] = process.argv.slice(2).map(Number);
if (![records, inPglite].every((count) => Number.isInteger(count) && count > 0))
  throw new TypeError('give numbers of records: npm run bench -- replay [RECORDS [IN_PGLITE]]');

/** Characters of the longest description. */
const WIDTH = 62;
const folder = await mkdtemp(join(tmpdir(), 'tellsign-replay-'));
const policies = await openBook();
const twelve = await compileTwelve();
const generate = (count: number) => someRecords(policies, count, createRandom('bench', 'replay'));

function show({ what, value, peer = '' }: Row): void {
  console.log(`${what.padEnd(WIDTH)}${value.padStart(12)}  ${peer}`.trimEnd());
}

/** @throws where it was not of all records, or one came out another way than it did live */
function check({ output }: Measured, count: number): void {
  const { decisions, sameRevision, unequal } = JSON.parse(output) as ReplayReport;
  if (decisions !== count || sameRevision !== count || unequal !== 0)
    throw new Error(`${decisions} decisions, ${sameRevision} of this revision, ${unequal} unequal`);
}

const tell = (what: string, count: number, measured: Measured): Row => ({
  what: `${what}, ${count.toLocaleString('en')} records`,
  value: `${measured.cpuSeconds.toFixed(1)} s CPU`,
  peer: `${measured.seconds.toFixed(1)} s on the clock, ${measured.rssMb.toFixed(0)} MB, ${measured.progress} lines of progress`,
});

async function replay(source: string, count: number): Promise<Measured> {
  const measured = await measure('../../../../tools/replay/index.ts', [join(folder, 'policy.json'), source]);
  check(measured, count);
  return measured;
}

try {
  console.log(
    `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}; ${twelve.rules.length} rules\n`,
  );
  await writeFile(join(folder, 'policy.json'), JSON.stringify(POLICY));
  const lines = join(folder, 'records.ndjson');
  await writeLines(lines, generate(records));
  const parsed = await measure('parse.ts', [lines]);
  const replayed = await replay(lines, records);
  show(tell('export, lines parsed alone', records, parsed));
  show(tell('export, replayed', records, replayed));
  show({
    what: 'export, replayed: equal to the live outcome',
    value: '100 %',
    peer: `${(replayed.cpuSeconds / parsed.cpuSeconds).toFixed(2)}× parsing; ${Math.round(records / replayed.cpuSeconds).toLocaleString('en')} records a second of one core`,
  });
  const some = join(folder, 'some.ndjson');
  const database = join(folder, 'pglite');
  await writeLines(some, generate(inPglite));
  await fillFolder(database, generate(inPglite));
  const [fromLines, fromFolder] = [await replay(some, inPglite), await replay(database, inPglite)];
  show(tell('export, replayed', inPglite, fromLines));
  show(tell('PGlite, replayed', inPglite, fromFolder));
  show({
    what: 'PGlite, replayed: equal to the live outcome',
    value: '100 %',
    peer: `${(fromFolder.cpuSeconds / fromLines.cpuSeconds).toFixed(2)}× the export; start-up included`,
  });
} finally {
  await rm(folder, { recursive: true });
}
