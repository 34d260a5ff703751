import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../../../train/random.ts';
import type { Ground } from '../../bots/ground.ts';
import type { Setting } from '../../bots/stage.ts';
import type { Tried } from '../cell.ts';
import type { Job, Said } from './job.ts';
import { release, starve } from './starve.ts';

const VISITOR = fileURLToPath(new URL('./visitor.ts', import.meta.url));
/** The backend answers within a second; a busy machine is given more. */
const JUDGE_MS = 20_000;
/** The slowest settings take four minutes. */
const VISIT_MS = 420_000;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** One live visit, as it is kept. */
export interface LiveVisit extends Tried {
  readonly setting: Setting | null;
  /** Contribution of each group, logits. */
  readonly groups: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Processes that wanted a core, for each core there is (1 min): above 1, `idle` is not what it says. */
  readonly load?: number;
  readonly error: string | null;
}

/** Lets one attacker visit the shop; the level is what the backend recomputed (what `TELLSIGN_LOG` gets). */
export async function visitLive(
  ground: Ground,
  job: Omit<Job, 'origin'>,
  { starved }: { readonly starved: boolean },
): Promise<LiveVisit> {
  const began = performance.now();
  const witness = ground.begin();
  const child = spawn(process.execPath, ['--import', 'tsx', VISITOR], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const over = new AbortController();
  const random = createRandom(job.seed, job.actor, job.session, 'starve');
  const starving = starved && child.pid ? starve(child.pid, { random, signal: over.signal }) : null;
  // A run that is broken off leaves no process stopped.
  const breakOff = () => {
    if (child.pid) release(child.pid);
    process.exit(1);
  };
  for (const signal of SIGNALS) process.once(signal, breakOff);
  const late = setTimeout(() => child.kill('SIGKILL'), VISIT_MS);
  // Whoever ended early reads no more; its exit says enough.
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify({ ...job, origin: ground.origin })}\n`);
  let setting: Setting | null = null;
  let error: string | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Said;
    if ('setting' in said) setting = said.setting;
    else if ('error' in said) error = said.error;
    else if ('submitted' in said) {
      const until = performance.now() + JUDGE_MS;
      while (!(witness.ruling && witness.sight) && performance.now() < until) await delay(50);
      child.stdin.write('judged\n');
    }
  }
  over.abort();
  await starving;
  await ended;
  clearTimeout(late);
  for (const signal of SIGNALS) process.off(signal, breakOff);
  const { ruling } = witness;
  const verdict = ruling?.verdict;
  return {
    level: verdict?.ok ? verdict.level : 'missing',
    logit: verdict?.ok ? verdict.logit : null,
    flags: verdict?.ok ? verdict.flags : [],
    decision: ruling?.decision ?? null,
    groups: verdict?.ok ? verdict.groups : {},
    setting,
    load: (loadavg()[0] ?? 0) / availableParallelism(),
    seconds: (performance.now() - began) / 1000,
    error: error ?? (verdict?.ok === false ? verdict.code : null),
  };
}
