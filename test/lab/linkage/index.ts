import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { FEATURES, GROUP_NAMES, MEMBERS } from '../../../src/contract/features/index.ts';
import { createRandom } from '../../../train/random.ts';
import { openModel } from '../cohorts/score.ts';
import { identify, learnWeights, returning } from './identify.ts';
import { MODES, type Mode, readVisits } from './visits.ts';

const HELP = `How well the evidence of two visits picks one person among N, by group and by consent mode.

  npm run lab -- linkage [options]

  --data FOLDER  with train/ and test/ (default ../shared/data)
  --model FOLDER with tellsign.onnx and manifest.json (default model)
  --size N       people to tell apart, fewer where a recorder has no more (default 10)
  --draws N      for each figure (default 2000)
  --json FILE    results (default .tmp/linkage.json)
`;
/** Whose people teach the weights. */
const TAUGHT = ['sapimouse', 'dlrv', 'hofstra', 'swipe'];
/** People who were held out: of the fit, or of every training (`opensesame`, `iitkgp`). */
const HELD_OUT = [
  'test/sapimouse',
  'test/dlrv',
  'test/hofstra',
  'test/swipe',
  'train/opensesame',
  'train/iitkgp',
];

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    model: { type: 'string', default: 'model' },
    size: { type: 'string', default: '10' },
    draws: { type: 'string', default: '2000' },
    json: { type: 'string', default: '.tmp/linkage.json' },
    help: { type: 'boolean', default: false },
  },
});

const fileOf = (name: string) => `${values.data}/${name}.ndjson.gz`;

if (values.help) process.stdout.write(HELP);
else if (!HELD_OUT.every((name) => existsSync(fileOf(name))))
  console.log(`linkage: skipped, ${values.data} is not here`);
else await main();

interface Line {
  readonly recorder: string;
  readonly mode: Mode;
  readonly group: string;
  /** People to tell apart. */
  readonly size: number;
  /** Share of draws in which the right person was picked. */
  readonly found: number;
}

async function main(): Promise<void> {
  const model = await openModel(values.model);
  const [most, draws] = [Number(values.size), Number(values.draws)];
  const lines: Line[] = [];
  const everything = FEATURES.map((_, at) => at);
  for (const mode of Object.keys(MODES) as Mode[]) {
    const taught = await readVisits(
      TAUGHT.map((name) => fileOf(`train/${name}`)),
      { model, mode },
    );
    const weights = learnWeights(taught, FEATURES.length);
    for (const recorder of HELD_OUT) {
      const visits = await readVisits([fileOf(recorder)], { model, mode });
      const size = Math.min(most, returning(visits).length);
      const find = (group: string, features: readonly number[]) => {
        const random = createRandom('linkage', recorder, group);
        const found = identify(visits, random, { size, draws, features, weights });
        if (found !== null) lines.push({ recorder, mode, group, size, found });
      };
      find('all', everything);
      for (const group of GROUP_NAMES) find(group, MEMBERS[group]);
    }
  }
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify({ draws, lines }, null, 1)}\n`);
  process.stdout.write(`${tableOf(lines)}\n`);
}

/** A row for each group and mode, a column for each recorder. */
function tableOf(lines: readonly Line[]): string {
  const recorders = [...new Set(lines.map(({ recorder }) => recorder))];
  const rows = [...new Set(lines.map(({ group, mode }) => `${group} | ${mode}`))];
  const cellOf = (row: string, recorder: string) => {
    const line = lines.find((one) => `${one.group} | ${one.mode}` === row && one.recorder === recorder);
    return line ? `${(100 * line.found).toFixed(0)} %` : '–';
  };
  const body = rows.map(
    (row) => `| ${[row, ...recorders.map((recorder) => cellOf(row, recorder))].join(' | ')} |`,
  );
  const people = recorders.map((recorder) => lines.find((line) => line.recorder === recorder)?.size ?? 0);
  const rowOf = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    rowOf('group', 'mode', ...recorders),
    rowOf('---', '---', ...recorders.map(() => '---')),
    rowOf('chance', '', ...people.map((size) => `1 of ${size}: ${(100 / size).toFixed(0)} %`)),
    ...body,
  ].join('\n');
}
