import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openPool, type Pool } from '../cohorts/pool.ts';
import { shippedModel } from '../plausibility/visits.ts';
import { attackersOf } from './attackers.ts';
import { attackLive, LIVE_CELLS } from './live/run.ts';
import { readPublished } from './report/published.ts';
import { ROWS, writeReport } from './report/write.ts';
import { attackSimulated } from './simulate/run.ts';
import { openState } from './state.ts';

const HELP = `Attacks the release as people do who want to pass for a person, and writes what came of it to model/REDTEAM.md.

  npm run redteam [-- options]

  --quick         minutes instead of hours: four searches an attacker, up to 100 queries, nothing written to model/
  --live N        visits a cell in a real Chromium (default 0; the release's report has 40)
  --only NAMES    attackers or live cells whose name contains one of these, comma-separated
  --searches N    independent searches of every attacker (default 8)
  --fresh N       fresh visits of each search's settings at each budget (default 10)
  --workers N     browsers at a time in the live leg (default 1)
  --seed TEXT     of every draw (default "redteam")
  --state FOLDER  where a run that was cut short goes on (default .tmp/redteam)
  --restart       forgets what earlier runs did
  --report        attacks nothing: writes the report from what earlier runs did

A run leaves rows of the report that it did not measure as they are: they are kept in model/redteam.json, with the id
of the model. Rows of another model are refused.
`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    live: { type: 'string', default: '0' },
    only: { type: 'string' },
    searches: { type: 'string' },
    fresh: { type: 'string' },
    workers: { type: 'string', default: '1' },
    seed: { type: 'string', default: 'redteam' },
    state: { type: 'string' },
    restart: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const BUDGETS = [0, 1, 10, 100, 1000] as const;
const QUICK = {
  budgets: [0, 1, 10, 100],
  searches: '4',
  fresh: '10',
  deliveries: ['protocol', 'system'],
} as const;
const FULL = { budgets: BUDGETS, searches: '8', fresh: '10', deliveries: ['protocol', 'system'] } as const;
const RECORDINGS = new URL('../../../../shared/data/test/', import.meta.url);

const write = (line: string): void => void process.stderr.write(line);

if (values.help) process.stdout.write(HELP);
else await main();

async function main(): Promise<void> {
  const kind = values.quick ? QUICK : FULL;
  const state = openState(values.state ?? (values.quick ? '.tmp/redteam-quick' : '.tmp/redteam'), values);
  const model = await shippedModel();
  write(`model ${model.id}, seed ${values.seed}\n`);
  const folder = values.quick ? null : 'model';
  const before = folder
    ? readPublished(`${folder}/${ROWS}`, model.id)
    : { model: model.id, simulated: [], live: [] };
  const names = values.only?.split(',');
  const isWanted = (name: string) => names?.some((part) => name.includes(part)) ?? true;
  if (!values.report) {
    // A live leg with what was found needs the searches that find it.
    const isNeeded = (name: string) =>
      Number(values.live) > 0 &&
      Number(values.searches ?? 1) > 0 &&
      LIVE_CELLS.some(
        ({ actor, load }) => actor.startsWith(`${name}-found-`) && isWanted(`${actor}-${load}`),
      );
    const attackers = attackersOf(await people()).filter(({ name }) => isWanted(name) || isNeeded(name));
    await attackSimulated(attackers, {
      ...kind,
      model,
      seed: values.seed,
      searches: countOf(values.searches ?? kind.searches),
      fresh: countOf(values.fresh ?? kind.fresh),
      state,
      write,
    });
  }
  const sessions = values.report ? 0 : countOf(values.live);
  if (sessions > 0)
    await attackLive({
      modelId: model.id,
      sessions,
      seed: values.seed,
      workers: countOf(values.workers),
      isWanted,
      state,
      write,
    });
  await writeReport(state, { model, before, folder });
}

/** People of the test half, to replay; null where the recordings are not there, which is said. */
async function people(): Promise<Pool | null> {
  if (existsSync(RECORDINGS)) return openPool('test', () => undefined);
  write('no recordings: the attackers retargeted and replay are left out\n');
  return null;
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new Error(HELP);
  return count;
}
