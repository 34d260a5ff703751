import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { CorpusFile } from '../../../train/data/corpus.ts';
import { createProgress } from '../../../train/progress.ts';
import { openModel } from '../cohorts/score.ts';
import { measureRow, type RecorderResult } from './measure.ts';
import { PROTOCOL } from './protocol.ts';
import { tableOf } from './table.ts';

const HELP = `False alarms and abstention per recorder and task (protocol.ts), after 15 s, 30 s and the whole recording. Every
recording counts, however little it shows; intervals are over people.

  npm run lab -- recorders [options]

  --only NAMES    recorders or tasks whose name contains one of these, comma-separated
  --model FOLDER  with tellsign.onnx and manifest.json (default model)
  --json FILE     results (default .tmp/recorders.json)
  --list          names only
`;
const DATA = new URL('../../../../shared/data/', import.meta.url).pathname;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    model: { type: 'string', default: 'model' },
    json: { type: 'string', default: '.tmp/recorders.json' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const only = values.only?.split(',');
const rows = PROTOCOL.filter(
  ({ recorder, task }) => only?.some((part) => recorder.includes(part) || task.includes(part)) ?? true,
);

if (values.help) process.stdout.write(HELP);
else if (values.list)
  process.stdout.write(
    rows
      .map(({ recorder, task, fit, files }) => `${recorder}, ${task} (${fit}): ${files.join(', ')}\n`)
      .join(''),
  );
else await main();

async function main(): Promise<void> {
  const model = await openModel(values.model);
  const progress = createProgress(process.stderr, () => performance.now());
  const results: RecorderResult[] = [];
  await mkdir(dirname(values.json), { recursive: true });
  for (const row of rows) {
    const files = row.files.map(
      (name): CorpusFile => ({ name, path: `${DATA}${name}.ndjson.gz`, sha256: '' }),
    );
    const missing = files.filter(({ path }) => !existsSync(path)).map(({ name }) => name);
    progress.stage(
      `${row.recorder}, ${row.task}${missing.length > 0 ? `: no ${missing.join(', ')}, skipped` : ''}`,
    );
    if (missing.length > 0) continue;
    results.push(...(await measureRow(row, { files, model })));
    // A run that is cut short has written what it measured.
    await writeFile(values.json, `${JSON.stringify(results, null, 1)}\n`);
  }
  progress.end();
  process.stdout.write(`${tableOf(results)}\n`);
}
