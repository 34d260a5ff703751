import { createInterface } from 'node:readline';
import { createRandom } from '../../../../train/random.ts';
import { DRIVERS } from '../../bots/drivers/index.ts';
import { PAGES } from '../../bots/pages/index.ts';
import { drawSetting } from '../../bots/setting.ts';
import { liveActors, twoFields } from './actors.ts';
import type { Job, Said } from './job.ts';
import { poses } from './poses.ts';

/**
 * One visit in a process of its own, so that it can be stopped while the browser, the shop and the stopwatch
 * go on. Reads the job from the first line; a second line says that the backend has decided.
 */
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`);

// The run was broken off: nobody waits for this visit. Its browser ends with it.
process.stdin.once('close', () => process.exit());

async function visit({ actor: name, page: pageName, origin, seed, session, points }: Job): Promise<void> {
  const actor = [...liveActors(points), twoFields, ...poses, ...DRIVERS].find((actor) => actor.name === name);
  const page = PAGES.find((page) => page.name === pageName);
  if (!actor || !page) throw new Error(`no ${name} on ${pageName}`);
  const random = createRandom(seed, name, session);
  const drawn = drawSetting(random);
  const setting = actor.fit?.(drawn) ?? drawn;
  say({ setting });
  await actor.play({
    url: origin + page.path,
    task: page.task(random),
    setting,
    random,
    tell: (parameters) => say({ parameters }),
    async judged() {
      say({ submitted: true });
      await lines.next();
    },
  });
}

try {
  const { value } = await lines.next();
  await visit(JSON.parse(value) as Job);
} catch (error) {
  say({ error: String(error instanceof Error ? error.message : error).split('\n')[0] ?? '' });
}
process.exit();
