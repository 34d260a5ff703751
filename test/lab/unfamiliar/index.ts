import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeRows, openRecordings } from '../../../train/data/training.ts';
import { createProgress } from '../../../train/progress.ts';
import { tableOf, type Unfamiliar, type UnfamiliarLine } from '../../../train/report/card-unfamiliar.ts';
import { measureKinds, measureTasks } from './people.ts';
import { openSeen } from './seen.ts';
import { measureFamilies, measureRecorders, measureStrokes } from './without.ts';

const HELP = `Where evidence falls that is unlike people and scripts of the training: people at tasks and on recorders that were not fitted, kinds
of people, and recorders and families of scripts that the points are learnt without.

  npm run lab -- unfamiliar [options]

  --model FOLDER  with tellsign.onnx and manifest.json (default model)
  --sessions N    of each kind of people (default 200)
  --json FILE     results (default model/unfamiliar.json, from which the card takes them)
`;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'model' },
    sessions: { type: 'string', default: '200' },
    json: { type: 'string', default: 'model/unfamiliar.json' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else if (!existsSync(new URL('../../../../shared/data/', import.meta.url)))
  console.log('unfamiliar: skipped, ../shared/data is not here');
else await main();

async function main(): Promise<void> {
  const progress = createProgress(process.stderr, () => performance.now());
  const model = await openSeen(values.model);
  const lines: UnfamiliarLine[] = [];
  const add = (...measured: readonly UnfamiliarLine[]) => void lines.push(...measured);
  progress.stage('people at tasks');
  add(...(await measureTasks(model, progress.at)));
  progress.stage('kinds of people');
  add(...(await measureKinds(model, Number(values.sessions), progress.at)));
  const recordings = openRecordings();
  if (!recordings.ok) throw new Error(`${recordings.code}: ${recordings.detail}`);
  const rows = await makeRows(recordings.value.train, progress);
  progress.stage('without a recorder');
  add(...measureRecorders(rows, model, progress.at));
  progress.stage('without straight strokes');
  add(...(await measureStrokes(rows, model)));
  progress.stage('without families');
  add(...measureFamilies(rows, model, progress.at));
  progress.end();
  const { sha256 } = JSON.parse(await readFile(join(values.model, 'manifest.json'), 'utf8')) as {
    sha256: string;
  };
  await writeFile(values.json, inLines({ model: sha256, lines }));
  const parts = [...new Set(lines.map(({ part }) => part))];
  for (const part of parts)
    process.stdout.write(`${part}\n\n${tableOf(lines.filter((line) => line.part === part))}\n\n`);
}

/** One figure a line, so that a change of figures reads as one. */
function inLines({ model, lines }: Unfamiliar): string {
  const listed = lines.map((line) => `\n  ${JSON.stringify(line)}`).join(',');
  return `{\n "model": "${model}",\n "lines": [${listed}\n ]\n}\n`;
}
