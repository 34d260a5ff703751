import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readModel } from '../../train/score.ts';
import { DRIVERS } from '../bots/drivers/index.ts';
import type { Outcome } from '../bots/outcome.ts';
import { PAGES } from '../bots/pages/index.ts';
import { PEOPLE } from '../bots/people/index.ts';
import { survey } from '../bots/survey.ts';
import { bundlePeers } from './bundle.ts';
import { watchBystander } from './bystander.ts';
import { fitDelbot } from './delbot.ts';
import { type Found, openFront } from './front.ts';
import { tallyPeers, type Watched } from './tally.ts';
import { readTracks, trackOf } from './tracks.ts';

const HELP = `tellsign beside BotD, fpscanner and delbot-mouse on the same visits: which sessions of which tool, and which people, each flags.

  npm run peers -- [--only NAME,NAME] [--sessions N]

  --only      actors whose name contains one of these (default: a reduced set of tools and people)
  --sessions  visits per actor (default 4)
`;

/** One of each way of driving a browser; `npm run bots` has all of them. */
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

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      sessions: { type: 'string', default: '4' },
      help: { type: 'boolean' },
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
  const tell = (text: string): boolean => process.stderr.write(`${text}\n`);
  tell('delbot-mouse: fitting its forest on recordings of people and of its authors’ generators …');
  const tracks = await readTracks();
  const delbot = tracks && fitDelbot(tracks.people, tracks.bots);
  if (tracks === null) tell('no recordings beside the repository: delbot-mouse is left out');

  const script = await bundlePeers();
  const model = await readModel();
  const watched: Watched[] = [];
  const fronts: Awaited<ReturnType<typeof openFront>>[] = [];
  tell('a browser that nothing drives …');
  const still = await openFront(script);
  const bystander: Found | null = await watchBystander(still).finally(() => still.stop());
  tell(`fires there: ${JSON.stringify(bystander)}`);

  const visit = (group: typeof actors, pages: typeof PAGES): Promise<Outcome[]> =>
    survey(group, {
      sessions,
      seed: 'peers',
      pages,
      model,
      async openGround() {
        const front = await openFront(script);
        fronts.push(front);
        return front;
      },
      onOutcome(outcome) {
        const track = outcome.recording && trackOf(outcome.recording);
        const found = fronts.at(-1)?.found() ?? null;
        watched.push({ outcome, found, delbot: track && delbot ? delbot(track) : null });
        tell(
          `${watched.length}/${actors.length * sessions} ${outcome.actor} ${outcome.level} ${JSON.stringify(found)}`,
        );
      },
    });
  await visit(
    actors.filter(({ kind }) => kind === 'tool'),
    PAGES,
  );
  await visit(
    actors.filter(({ kind }) => kind === 'person'),
    PAGES.filter(({ name }) => name === 'checkout'),
  );
  const result = tallyPeers(watched, { bystander, actors, recorded: tracks?.test ?? [], delbot });
  mkdirSync('.tmp', { recursive: true });
  writeFileSync('.tmp/peers.json', `${JSON.stringify(result.rows, null, 1)}\n`);
  process.stdout.write(`${result.text}\n`);
  return 0;
}

process.exitCode = await main();
