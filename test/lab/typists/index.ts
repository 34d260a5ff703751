import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { readCorpus, type Sample } from '../../../train/data/corpus.ts';
import { createProgress } from '../../../train/progress.ts';
import { createRandom } from '../../../train/random.ts';
import { pressesOf } from '../../../train/simulate/typing.ts';
import { openModel } from '../cohorts/score.ts';
import { scoreAt } from '../recorders/measure.ts';
import { type Contest, contest, type Figure, type Typed } from './measure.ts';
import { SCRIPTS } from './scripts.ts';
import { typeText } from './type.ts';

const HELP = `Typing scripts that no training has, against typists who were never fitted, on the same texts: AUC, share caught at 1 %
of the people, and levels. Intervals are over people.

  npm run lab -- typists [options]

  --file PATH     people's recordings (default ../shared/data/test/hofstra.ndjson.gz)
  --least N       presses of a text that is used (default 60)
  --model FOLDER  with tellsign.onnx and manifest.json (default model); of a fit without hofstra for hofstra held out
  --seed TEXT     of every draw (default "typists")
  --json FILE     results (default .tmp/typists.json)
`;

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '../shared/data/test/hofstra.ndjson.gz' },
    least: { type: 'string', default: '60' },
    model: { type: 'string', default: 'model' },
    seed: { type: 'string', default: 'typists' },
    json: { type: 'string', default: '.tmp/typists.json' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else if (!existsSync(values.file)) process.stdout.write(`no recordings: ${values.file} is missing\n`);
else await main();

async function main(): Promise<void> {
  const model = await openModel(values.model);
  const progress = createProgress(process.stderr, () => performance.now());
  progress.stage('people');
  const texts: { readonly sample: Sample; readonly presses: ReturnType<typeof pressesOf> }[] = [];
  for await (const sample of readCorpus({ name: values.file, path: values.file, sha256: '' })) {
    const presses = pressesOf(sample.events);
    if (presses.length >= Number(values.least)) texts.push({ sample, presses });
  }
  // Both sides go through the same hands: what the recorder adds to a recording is no tell.
  const score = (sample: Sample, events: Sample['events']): Typed => {
    const [scored] = scoreAt(events, { environment: sample.environment, model }, [null]);
    if (!scored) throw new Error(`${sample.id} was not scored`);
    return { subject: sample.subject, ...scored };
  };
  const people = texts.map(({ sample, presses }) =>
    score(
      sample,
      typeText(presses, (index) => presses[index] ?? { gap: 300, dwell: 90 }),
    ),
  );
  const results = SCRIPTS.map((script) => {
    progress.stage(script.name);
    const typed = texts.map(({ sample, presses }) => {
      const random = createRandom(values.seed, script.name, sample.id);
      const pool = texts
        .filter(({ sample: other }) => other.subject !== sample.subject)
        .flatMap((t) => t.presses);
      return score(sample, typeText(presses, script.create({ own: presses, pool, random })));
    });
    return { script: script.name, ...contest(people, typed, createRandom(values.seed, script.name)) };
  });
  progress.end();
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify({ people, results }, null, 1)}\n`);
  process.stdout.write(`${tableOf(people, results)}\n`);
}

function tableOf(
  people: readonly Typed[],
  results: readonly (Contest & { readonly script: string })[],
): string {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const figure = ({ value, low, high }: Figure, format: (value: number) => string) =>
    `${format(value)} (${format(low)} – ${format(high)})`;
  const area = (value: number) => value.toFixed(3);
  const raised = people.filter(({ level }) => level === 'medium' || level === 'high').length;
  const subjects = new Set(people.map(({ subject }) => subject)).size;
  return [
    `${people.length} texts of ${subjects} people, ${percent(raised / people.length)} of them \`medium\` or above.`,
    '',
    '| script | AUC (95 %) | caught at 1 % (95 %) | low | unknown | medium | high |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...results.map(({ script, auc, caught, levels }) => {
      const shares = (['low', 'unknown', 'medium', 'high'] as const).map((level) => percent(levels[level]));
      return `| ${[script, figure(auc, area), figure(caught, percent), ...shares].join(' | ')} |`;
    }),
  ].join('\n');
}
