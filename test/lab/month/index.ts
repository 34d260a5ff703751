import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openModel } from '../cohorts/score.ts';
import { openShown } from './people.ts';
import { monthPicture } from './picture.ts';
import { measureKinds, tableOf } from './report.ts';
import { type DayResult, openSite } from './site.ts';
import { DAY_MS, START_MS, trafficOf } from './traffic.ts';

const HELP = `A month of a shop, three times on the same orders: a site that learns nothing, one that is calibrated by its labels
every night, and one that is also aligned to its people every week. Orders are of 28 kinds of people whom the model has never
seen, of thieves and of scripts; three waves of scripts come. Six analysts answer 40 cases a day, 5 % of them
wrongly; banks tell fraud that went through 7 to 30 days later.

  npm run learn -- --simulate [options]

  --days N         days (default 30)
  --seed TEXT      of every draw (default "month")
  --data FOLDER    people's recordings (default ../shared/data/)
  --cache FOLDER   where features are kept between runs; delete it for another model (default .tmp/month)
  --picture FILE   where the picture goes (default .tmp/month.svg)
`;

const { values } = parseArgs({
  options: {
    simulate: { type: 'boolean', default: false },
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: 'month' },
    data: { type: 'string', default: '../shared/data/' },
    cache: { type: 'string', default: '.tmp/month' },
    picture: { type: 'string', default: '.tmp/month.svg' },
    help: { type: 'boolean', default: false },
  },
});
const days = Number(values.days);
/** The same month three times. */
const LEARNING = [
  { name: 'not learning', calibration: false, alignment: false },
  { name: 'calibration', calibration: true, alignment: false },
  { name: 'calibration and alignment', calibration: true, alignment: true },
] as const;

if (values.help) process.stdout.write(HELP);
else if (!(Number.isInteger(days) && days >= 1 && days <= 90)) {
  process.stderr.write('--days must be 1..90\n');
  process.exitCode = 2;
} else if (!existsSync(values.data)) process.stdout.write(`no recordings: ${values.data} is missing\n`);
else await main();

async function main(): Promise<void> {
  const model = await openModel('model');
  const { cache, data, seed } = values;
  const shown = await openShown({ cache, data, model, onProgress: say });
  const traffic = trafficOf(shown, { days, seed });
  const begunMs = performance.now();
  const sites = [];
  for (const { name, ...learns } of LEARNING) {
    const site = await openSite({ model, seed, learns });
    const results: DayResult[] = [];
    for (let day = 0; day < days; day++) {
      const from = START_MS + day * DAY_MS;
      results.push(await site.day(traffic.filter(({ atMs }) => atMs >= from && atMs < from + DAY_MS)));
      const done = sites.length * days + day + 1;
      const left = ((performance.now() - begunMs) / done) * (LEARNING.length * days - done);
      say(`${name}: day ${day + 1} of ${days}; ${Math.ceil(left / 1000)} s left`);
    }
    sites.push({ site, results });
  }
  const kinds = await measureKinds(
    shown,
    sites.map(({ site }) => site),
  );
  await mkdir('.tmp', { recursive: true });
  const results = sites.map((one) => one.results);
  await writeFile(values.picture, monthPicture(results));
  const refusals = sites.at(-1)?.site.refusals ?? new Map();
  process.stdout.write(`${tableOf(results, kinds, refusals)}\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
