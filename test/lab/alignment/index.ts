import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { REFERENCE } from '../../../src/decide/alignment/reference.ts';
import { openRecordings } from '../../../train/data/training.ts';
import { createProgress } from '../../../train/progress.ts';
import { openModel } from '../cohorts/score.ts';
import { measureKinds, openHalves } from './kinds.ts';
import { measureSite, type SiteResult } from './measure.ts';
import { peopleOf } from './people.ts';
import { SITES } from './sites.ts';
import { kindTableOf, tableOf } from './table.ts';
import { visitsOf } from './visits.ts';

const HELP = `False alarms and scripts caught before and after a site's first alignment. The people of a recorder stand
for a site; it is aligned on half of them, and reported on the other half. Each visit, a minute of a recording, has a
key of its own. Caught are visits at medium or above, of every simulated script, each with settings of its own.

  npm run lab -- alignment [options]

  --reference      measures the people the model was made on, writes src/decide/alignment/people.json, and
                   does nothing else; once for each model
  --kinds          instead: every kind of people of the cohorts before and after, on half of the people of data/test
  --report         with --kinds: on the other half, of which nothing was chosen
  --data FOLDER    recordings (default ../shared/data/)
  --draws N        draws of the traffic before the first alignment (default 10)
  --cache FOLDER   where features are kept between runs; delete it for another model (default .tmp/alignment)
  --json FILE      results (default .tmp/alignment.json)
`;
const PEOPLE = new URL('../../../src/decide/alignment/people.json', import.meta.url);

const { values } = parseArgs({
  options: {
    reference: { type: 'boolean', default: false },
    kinds: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    data: { type: 'string', default: '../shared/data/' },
    draws: { type: 'string', default: '10' },
    cache: { type: 'string', default: '.tmp/alignment' },
    json: { type: 'string', default: '.tmp/alignment.json' },
    help: { type: 'boolean', default: false },
  },
});

const progress = createProgress(process.stderr, () => performance.now());
if (values.help) process.stdout.write(HELP);
else if (!existsSync(values.data)) process.stdout.write(`no recordings: ${values.data} is missing\n`);
else if (values.reference) await writeReference();
else if (values.kinds) await kinds();
else await main();

async function writeReference(): Promise<void> {
  const recordings = openRecordings();
  if (!recordings.ok) throw new Error(`${recordings.code}: ${recordings.detail}`);
  const people = await peopleOf(recordings.value.train, await openModel('model'), progress.stage);
  progress.end();
  await writeFile(PEOPLE, `${JSON.stringify(people, null, 2)}\n`);
  process.stdout.write('written; npm run lint -- --write lays it out\n');
}

async function kinds(): Promise<void> {
  const model = await openModel('model');
  const halves = await openHalves(model, { folder: values.cache, onProgress: progress.stage });
  progress.end();
  const reported = values.report ? halves.report : halves.learn;
  const rows = measureKinds(halves, reported, { model, reference: REFERENCE, draws: Number(values.draws) });
  process.stdout.write(`${kindTableOf(rows)}\n`);
}

async function main(): Promise<void> {
  const model = await openModel('model');
  const results: SiteResult[] = [];
  for (const site of SITES) {
    progress.stage(site.name);
    const { cache: folder, data } = values;
    const visits = await visitsOf(site, { folder, data, settings: model.manifest });
    results.push(measureSite(site, visits, { model, reference: REFERENCE, draws: Number(values.draws) }));
  }
  progress.end();
  await writeFile(values.json, `${JSON.stringify(results, null, 1)}\n`);
  process.stdout.write(`${tableOf(results)}\n`);
}
