import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Environment } from '../../../src/contract/event.ts';
import type { Level } from '../../../src/contract/verdict.ts';
import { wilson } from '../../../train/evaluate/wilson.ts';
import { createRandom } from '../../../train/random.ts';
import { openModel } from '../cohorts/score.ts';
import { scoreAt } from '../recorders/measure.ts';
import { GLIDERS } from './glide.ts';

const HELP = `Pointers that never rest: their levels after 5, 10 and 15 s of nothing but movement.

  npm run lab -- gliders [options]

  --sessions N    of each script (default 200)
  --model FOLDER  with tellsign.onnx and manifest.json (default model)
  --seed TEXT     of every draw (default "gliders")
  --json FILE     results (default .tmp/gliders.json)
`;
const HORIZONS = [5, 10, 15] as const;
const LEVELS: readonly Level[] = ['low', 'unknown', 'medium', 'high'];
const ENVIRONMENT: Environment = {
  recorded: ['move', 'button'],
  pointer: 'mouse',
  viewport: [1280, 760],
  dpr: 1,
};

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '200' },
    model: { type: 'string', default: 'model' },
    seed: { type: 'string', default: 'gliders' },
    json: { type: 'string', default: '.tmp/gliders.json' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await main();

async function main(): Promise<void> {
  const model = await openModel(values.model);
  const sessions = Number(values.sessions);
  const results = GLIDERS.flatMap(({ name, create }) => {
    const scored = Array.from({ length: sessions }, (_, session) => {
      const events = create(createRandom(values.seed, name, session), 16);
      return scoreAt(events, { environment: ENVIRONMENT, model }, HORIZONS);
    });
    return HORIZONS.map((seconds, index) => {
      const levels = scored.map((each) => each[index]?.level);
      const shares = LEVELS.map((level) => levels.filter((other) => other === level).length / sessions);
      return { name, seconds, sessions, shares };
    });
  });
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify(results, null, 1)}\n`);
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const cell = (share: number) => {
    const [low, high] = wilson(share, sessions);
    return `${percent(share)} (${percent(low)} – ${percent(high)})`;
  };
  const rows = results.map(
    ({ name, seconds, shares }) => `| ${[name, seconds, ...shares.map(cell)].join(' | ')} |`,
  );
  const head = ['script', 'seconds', ...LEVELS];
  process.stdout.write(`| ${head.join(' | ')} |\n|${' --- |'.repeat(head.length)}\n${rows.join('\n')}\n`);
}
