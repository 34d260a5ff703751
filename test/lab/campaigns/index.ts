import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LEVEL } from '../../../src/decide/campaign/memory.ts';
import { createProgress } from '../../../train/progress.ts';
import { openModel } from '../cohorts/score.ts';
import { visitsOf } from './cache.ts';
import { dayOf, quietDay } from './measure.ts';
import { type PeopleResult, tableOf, type WaveResult } from './report.ts';
import { SITES } from './sites.ts';
import { KINDS } from './waves.ts';

const HELP = `Waves of 20 visits in 24 hours among the people of a recorder: share of waves found, and of people
flagged. A wave is found where three of its visits are flagged. Every key of a wave is fresh, half of the
people's are; each visit has a key of its own, so that one person's visits are strangers who are alike.
Intervals are Wilson's.

  npm run lab -- campaigns [options]

  --data FOLDER    people's recordings (default ../shared/data/)
  --level=N        log10 of the chance at or below which there is a wave (default ${LEVEL}, the detector's)
  --known          every key of a wave is known on its account, not fresh
  --draws N        quiet days of each site (default 4)
  --cache FOLDER   where features are kept between runs; delete it for another model (default .tmp/campaigns)
  --json FILE      results (default .tmp/campaigns.json)
`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/' },
    level: { type: 'string', default: String(LEVEL) },
    known: { type: 'boolean', default: false },
    draws: { type: 'string', default: '4' },
    cache: { type: 'string', default: '.tmp/campaigns' },
    json: { type: 'string', default: '.tmp/campaigns.json' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else if (!existsSync(values.data)) process.stdout.write(`no recordings: ${values.data} is missing\n`);
else await main();

async function main(): Promise<void> {
  const model = await openModel('model');
  const level = Number(values.level);
  const progress = createProgress(process.stderr, () => performance.now());
  const waves: WaveResult[] = [];
  const people: PeopleResult[] = [];
  for (const site of SITES) {
    progress.stage(site.name);
    const seen = await visitsOf(site, { folder: values.cache, data: values.data, model });
    const { name, use, modality } = site;
    const quiet = Array.from({ length: Number(values.draws) }, (_, draw) =>
      quietDay(seen.people, { name: `${name}/${draw}`, level }),
    ).flat();
    const during: number[] = [];
    for (const wave of seen.waves) {
      progress.at(`${wave.name}, ${wave.kind}`);
      const isFresh = !values.known;
      const draw = `${name}/${wave.name}/${wave.kind}`;
      const day = dayOf(seen.people, wave.visits, { name: draw, level, isFresh });
      during.push(...day.people);
      const passed = wave.visits.filter((visit) => visit.level === 'low' || visit.level === 'unknown').length;
      waves.push({ site: name, use, modality, name: wave.name, kind: wave.kind, scores: day.wave, passed });
    }
    people.push({ site: name, use, quiet, during });
  }
  progress.end();
  await writeFile(values.json, `${JSON.stringify({ level, people, waves }, null, 1)}\n`);
  process.stdout.write(`${tableOf(waves, people, { level, kinds: KINDS })}\n`);
}
