import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createProgress } from '../../../train/progress.ts';
import { createRandom } from '../../../train/random.ts';
import { visitsOf } from '../campaigns/cache.ts';
import { SITES } from '../campaigns/sites.ts';
import { openModel } from '../cohorts/score.ts';
import { quiet, shifted } from './measure.ts';
import { type ShiftRow, tableOf } from './report.ts';
import { shiftsOn } from './shifts.ts';
import { shownOf } from './site.ts';

const HELP = `False alarms and delays of the drift monitor on the people of each recorder, drawn with replacement.

  npm run lab -- drift [options]

  --data FOLDER    people's recordings (default ../shared/data/)
  --visits N       quiet visits of each reference (default 100000)
  --references N   references of each site (default 5)
  --draws N        draws of each shift on each site (default 20)
  --cache FOLDER   where features are kept between runs (default .tmp/campaigns)
  --json FILE      results (default .tmp/drift.json)
`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/' },
    visits: { type: 'string', default: '100000' },
    references: { type: 'string', default: '5' },
    draws: { type: 'string', default: '20' },
    cache: { type: 'string', default: '.tmp/campaigns' },
    json: { type: 'string', default: '.tmp/drift.json' },
    help: { type: 'boolean', default: false },
  },
});
/** Visits after a shift within which an alarm is looked for; it is wanted within 300. */
const MOST = 1000;

if (values.help) process.stdout.write(HELP);
else if (!existsSync(values.data)) process.stdout.write(`no recordings: ${values.data} is missing\n`);
else await main();

async function main(): Promise<void> {
  const model = await openModel('model');
  const progress = createProgress(process.stderr, () => performance.now());
  const [visits, references, draws] = [values.visits, values.references, values.draws].map(Number);
  const rows: ShiftRow[] = [];
  const quietRows = [];
  for (const site of SITES) {
    progress.stage(site.name);
    const seen = await visitsOf(site, { folder: values.cache, data: values.data, model });
    const people = seen.people.map((visit) => shownOf(visit, model));
    const waves = seen.waves.map((wave) => wave.visits.map((visit) => shownOf(visit, model)));
    for (let draw = 0; draw < (references ?? 0); draw++) {
      progress.at(`quiet ${draw + 1} of ${references}`);
      const alarms = quiet(people, `${site.name}/${draw}`, visits ?? 0);
      quietRows.push({ site: site.name, use: site.use, visits: visits ?? 0, alarms });
    }
    for (let draw = 0; draw < (draws ?? 0); draw++) {
      progress.at(`shifts ${draw + 1} of ${draws}`);
      const seed = `${site.name}/shift/${draw}`;
      for (const shift of shiftsOn({ people, waves, model }, createRandom('shift', seed))) {
        const found = shifted(people, seed, { shift, most: MOST });
        rows.push({ site: site.name, use: site.use, shift: shift.name, cause: shift.cause, found });
      }
    }
  }
  progress.end();
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify({ quiet: quietRows, rows }, null, 1)}\n`);
  process.stdout.write(`${tableOf(quietRows, rows)}\n`);
}
