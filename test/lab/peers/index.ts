import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Model } from '../../../src/scoring/model.ts';
import { readModel } from '../../../train/score.ts';
import { DRIVERS } from '../bots/drivers/index.ts';
import { PAGES } from '../bots/pages/index.ts';
import { PEOPLE } from '../bots/people/index.ts';
import type { Actor } from '../bots/stage.ts';
import { survey } from '../bots/survey.ts';
import { bundlePeers } from './bundle.ts';
import { watchBystander } from './bystander.ts';
import { fitDelbot } from './delbot.ts';
import { type Found, type Front, openFront } from './front.ts';
import { tallyPeers } from './tally.ts';
import { readTracks } from './tracks.ts';
import { judgeVisit, type Visit } from './visit.ts';

const HELP = `tellsign beside BotD, fpscanner and delbot-mouse on the same visits: which sessions of which tool, and which people, each flags.

  npm run lab -- peers [--only NAME,NAME] [--sessions N]
  npm run lab -- peers --again

  --only      actors whose name contains one of these (default: a reduced set of tools and people)
  --sessions  visits per actor (default 2)
  --again     drives nothing: judges the visits that the last run kept with the model as it is now
`;

/** One of each way of driving a browser; `npm run lab -- bots` has all of them. */
const REDUCED: readonly string[] = [
  'playwright-fill',
  'playwright-type',
  'playwright-mouse',
  'windmouse',
  'puppeteer-type',
  'ghost-cursor-rollover',
  'stealth-humanize',
  'rebrowser-puppeteer',
  'patchright',
  'selenium',
  'in-page-submit',
  'in-page-imitation',
  'agent-slow',
  'playwright-mcp',
  'robotjs',
  'xdotool',
  'person-mouse',
  'person-keyboard',
  'person-paste',
  'person-manager',
];

const KEPT = '.tmp/peers.ndjson';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      sessions: { type: 'string', default: '2' },
      again: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const sessions = Number(values.sessions);
  const wanted = values.only?.split(',');
  const actors = [...DRIVERS, ...PEOPLE].filter(
    ({ name }) => wanted?.some((part) => name.includes(part)) ?? REDUCED.includes(name),
  );
  if (values.help || !(sessions >= 1) || actors.length === 0) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const model = await readModel();
  mkdirSync('.tmp', { recursive: true });
  if (!values.again) await watch(actors, { sessions, model });
  if (!existsSync(KEPT)) {
    tell('no visits are kept: run without --again first');
    return 2;
  }
  await judge(model);
  return 0;
}

const tell = (text: string): boolean => process.stderr.write(`${text}\n`);

/** Drives the actors past all detectors at once and keeps every visit. */
async function watch(
  actors: readonly Actor[],
  { sessions, model }: { readonly sessions: number; readonly model: Model },
): Promise<void> {
  const script = await bundlePeers();
  const out = createWriteStream(KEPT);
  const keep = (visit: Visit): boolean => out.write(`${JSON.stringify(visit)}\n`);
  tell('a browser that nothing drives …');
  const still = await openFront(script);
  const bystander: Found | null = await watchBystander(still).finally(() => still.stop());
  tell(`rules that fire there: ${JSON.stringify(bystander)}`);
  keep({ actor: 'bystander', kind: 'nobody', found: bystander, recording: null, error: null });
  let done = 0;
  for (const kind of ['tool', 'person'] as const) {
    let front: Front | null = null;
    const group = actors.filter((actor) => actor.kind === kind);
    if (group.length === 0) continue;
    await survey(group, {
      sessions,
      seed: 'peers',
      pages: PAGES.filter(({ name }) => kind === 'tool' || name === 'checkout'),
      model,
      async openGround() {
        front = await openFront(script);
        return front;
      },
      onOutcome({ actor, level, line, recording, error }) {
        done += 1;
        const found = front?.found() ?? null;
        keep({ actor, kind, found, recording, error });
        tell(
          `${done}/${actors.length * sessions} ${actor} ${level} ${line?.code ?? ''} ${error ?? ''} ${JSON.stringify(found)}`,
        );
      },
    });
  }
  await new Promise<void>((resolve) => out.end(() => resolve()));
}

/** Puts the kept visits, and recorded people, before every detector. */
async function judge(model: Model): Promise<void> {
  tell('delbot-mouse: fitting its forest on recordings of people and of its authors’ generators …');
  const tracks = await readTracks();
  if (tracks === null) tell('no recordings beside the repository: delbot-mouse is left out');
  const delbot = tracks && fitDelbot(tracks.people, tracks.bots);
  const lines = readFileSync(KEPT, 'utf8').split('\n').filter(Boolean);
  const visits = lines.map((line) => JSON.parse(line) as Visit); // written by `watch`
  const bystander = visits.find(({ kind }) => kind === 'nobody')?.found ?? null;
  const judged = await Promise.all(
    visits.filter(({ kind }) => kind !== 'nobody').map((visit) => judgeVisit(visit, { model, delbot })),
  );
  const { rows, text } = tallyPeers(judged, { bystander, recorded: tracks?.test ?? [], delbot });
  writeFileSync('.tmp/peers.json', `${JSON.stringify(rows, null, 1)}\n`);
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main();
