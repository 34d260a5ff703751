import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../../train/random.ts';
import { goodToken, type Source } from '../../../fuzz/source.ts';
import { quantile, type Row } from '../statistics.ts';
import { junk } from './junk.ts';

/** Chosen: ten seconds at fifty honest requests a second give 500 latencies, enough for a 95th percentile. */
const SECONDS = 10;
const HONEST_PER_SECOND = 50;
const FLOODS = [0, 500, 2000];
/** Granularity of Node's timers makes single junk calls arrive in bunches anyway. */
const TICK_MS = 10;
/** Most junk in flight; more is refused, as by a server's limit of connections. */
const MOST_JUNK = 64;

/**
 * How long honest requests wait while junk arrives too. Requests arrive by the clock, not after the last
 * answer.
 */
export async function benchFlood(source: Source, random: Random): Promise<Row[]> {
  const rows: Row[] = [];
  let calm = Number.NaN;
  for (const flood of FLOODS) {
    const { waits, junkPerSecond } = await serve(source, { random, flood });
    const [p50, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)];
    if (flood === 0) calm = p99;
    rows.push({
      what: `honest p50 · p99, ${HONEST_PER_SECOND} /s beside ${flood} /s of junk`,
      value: `${p50.toFixed(1)} · ${p99.toFixed(1)} ms`,
      ...(flood > 0 && {
        peer: `${(p99 / calm).toFixed(1)}× the p99 without; ${junkPerSecond} /s of it judged`,
      }),
    });
    process.stderr.write(`flood: ${flood} /s done\n`);
  }
  return rows;
}

async function serve(
  source: Source,
  { random, flood }: { readonly random: Random; readonly flood: number },
): Promise<{ readonly waits: readonly number[]; readonly junkPerSecond: number }> {
  const verifier = source.verifier();
  const tokens = Object.values(junk(source, random));
  const honest = Array.from({ length: SECONDS * HONEST_PER_SECOND }, () => goodToken(source, random));
  const waits: number[] = [];
  const pending: Promise<unknown>[] = [];
  const start = performance.now();
  let sent = 0;
  let thrown = 0;
  let inFlight = 0;
  let judged = 0;
  function throwOne(token: string | undefined): void {
    inFlight++;
    const answer = verifier.verify(token, source.request).then(() => {
      inFlight--;
      judged++;
    });
    pending.push(answer);
  }
  while (sent < honest.length) {
    const elapsed = (performance.now() - start) / 1000;
    for (; thrown < elapsed * flood; thrown++)
      if (inFlight < MOST_JUNK) throwOne(tokens[thrown % tokens.length]);
    for (; sent < honest.length && sent < elapsed * HONEST_PER_SECOND; sent++) {
      // From when it was due, so that a loop that falls behind does not look fast.
      const due = start + (sent * 1000) / HONEST_PER_SECOND;
      const answer = verifier.verify(honest[sent], source.request).then(({ ok }) => {
        if (!ok) throw new Error('a genuine verdict was refused');
        waits.push(performance.now() - due);
      });
      pending.push(answer);
    }
    await delay(TICK_MS);
  }
  await Promise.all(pending);
  return { waits, junkPerSecond: Math.round((judged * 1000) / (performance.now() - start)) };
}
