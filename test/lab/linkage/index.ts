import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { FEATURES, GROUP_NAMES, MEMBERS } from '../../../src/contract/features/index.ts';
import { createRandom } from '../../../train/random.ts';
import {
  costTable,
  type Linkage,
  type LinkageLine,
  linkageTable,
} from '../../../train/report/card-linkage.ts';
import { openModel } from '../cohorts/score.ts';
import { measureCosts } from './costs.ts';
import { identify, learnWeights, returning } from './identify.ts';
import { MODES, type Mode, readVisits } from './visits.ts';

const HELP = `How well the evidence of two visits picks one person among N, by group and by consent mode.

  npm run lab -- linkage [options]

  --data FOLDER  with train/ and test/ (default ../shared/data)
  --model FOLDER with tellsign.onnx and manifest.json (default model)
  --size N       people to tell apart, fewer where a recorder has no more (default 10)
  --draws N      for each figure (default 2000)
  --json FILE    results (default model/linkage.json, from which the card takes them)
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
    json: { type: 'string', default: 'model/linkage.json' },
    help: { type: 'boolean', default: false },
  },
});

const fileOf = (name: string) => `${values.data}/${name}.ndjson.gz`;

if (values.help) process.stdout.write(HELP);
else if (!HELD_OUT.every((name) => existsSync(fileOf(name))))
  console.log(`linkage: skipped, ${values.data} is not here`);
else await main();

async function main(): Promise<void> {
  const model = await openModel(values.model);
  const [most, draws] = [Number(values.size), Number(values.draws)];
  const lines: LinkageLine[] = [];
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
        if (found !== null) lines.push({ recorder, mode, group, size, found: Math.round(1e4 * found) / 1e4 });
      };
      find('all', everything);
      for (const group of GROUP_NAMES) find(group, MEMBERS[group]);
    }
  }
  await mkdir(dirname(values.json), { recursive: true });
  const costs = await measureCosts(model);
  const figures: Linkage = { draws, lines, costs };
  await writeFile(values.json, inLines(figures));
  process.stdout.write(`${linkageTable(figures)}\n\n${costTable(figures)}\n`);
}

/** One figure a line, so that a change of figures reads as one. */
function inLines({ draws, lines, costs }: Linkage): string {
  const listOf = (items: readonly object[]) => items.map((item) => `\n  ${JSON.stringify(item)}`).join(',');
  return `{\n "draws": ${draws},\n "lines": [${listOf(lines)}\n ],\n "costs": [${listOf(costs)}\n ]\n}\n`;
}
