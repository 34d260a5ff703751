import { setTimeout as delay } from 'node:timers/promises';
import { html, openSite, type Route } from '../../../setup/site.ts';
import { openProbe } from '../cdp.ts';
import { median, type Row, ratio } from '../statistics.ts';
import { BARE_PAGE, CONTROL_PAGE, EXACT_PAGE, peerPage, WATCHED_PAGE } from './pages.ts';
import { AT_LOAD, bundlePeer, PEERS } from './peers.ts';
import { type Cost, type Input, visit } from './visit.ts';

/**
 * The pages measured: with nothing on it, with bare listeners, with tellsign as the README has it, with
 * tellsign without onnxruntime-web, and with each peer.
 */
export const SUBJECTS: readonly string[] = ['control', 'bare', 'tellsign', 'exact', ...PEERS];

interface Plan extends Input {
  readonly subjects: readonly string[];
  readonly rounds: number;
  /** No round begins that would end later than this, ms; the first always runs. @default no limit */
  readonly limitMs?: number;
}

/**
 * A page has stalled if a visit takes this much longer than its input, ms. A visit needs 20 s more; the
 * minute is chosen.
 */
const STALL_MS = 80_000;
/** The cost of a visit that stalled. */
const GAP: Cost = {
  loadMs: Number.NaN,
  eventMicros: Number.NaN,
  secondMs: Number.NaN,
  longTasks: Number.NaN,
  inpMs: Number.NaN,
  handledMs: Number.NaN,
  heapKb: Number.NaN,
  growthKb: Number.NaN,
  processMb: Number.NaN,
};

async function routesOf(subjects: readonly string[]): Promise<Record<string, Route>> {
  const routes: Record<string, Route> = {
    '/control': html(CONTROL_PAGE),
    '/bare': html(BARE_PAGE),
    '/tellsign': html(WATCHED_PAGE),
    '/exact': html(EXACT_PAGE),
  };
  for (const peer of PEERS) {
    if (!subjects.includes(peer)) continue;
    const code = await bundlePeer(peer);
    routes[`/${peer}.js`] = () => new Response(code, { headers: { 'content-type': 'text/javascript' } });
    routes[`/${peer}`] = html(peerPage(peer));
  }
  return routes;
}

/**
 * The same visit to every page, in turn, as often as the plan says. A page that stalls is named, and the run
 * goes on.
 */
export async function measurePages({
  subjects,
  rounds,
  limitMs,
  ...input
}: Plan): Promise<Map<string, Cost[]>> {
  const site = await openSite(await routesOf(subjects), 'dist');
  let probe = await openProbe();
  const costs = new Map<string, Cost[]>(subjects.map((name) => [name, []]));
  const start = performance.now();
  try {
    for (let round = 0; round < rounds; round += 1) {
      const spent = performance.now() - start;
      if (limitMs !== undefined && round > 0 && spent * (1 + 1 / round) > limitMs) {
        process.stderr.write(`page cost: ${round} of ${rounds} rounds, for want of time\n`);
        break;
      }
      for (const [name, taken] of costs) {
        process.stderr.write(`page cost: round ${round + 1} of ${rounds}, ${name}\n`);
        const given = AT_LOAD.includes(name) ? { ...input, moves: 0 } : input;
        const stop = new AbortController();
        const late = delay(STALL_MS + (given.moves * 1000) / given.hertz, null, { signal: stop.signal });
        const cost = await Promise.race([visit(probe, `${site.origin}/${name}`, given), late]).catch(
          () => null,
        );
        stop.abort();
        taken.push(cost ?? GAP);
        // Printed as it goes, so that an interrupted run has shown its visits.
        if (cost) {
          process.stderr.write(
            `  ${cost.eventMicros.toFixed(1)} µs an event, ${cost.loadMs.toFixed(1)} ms at load\n`,
          );
        } else {
          process.stderr.write('  no figure: the page stalled\n');
          await probe.stop();
          probe = await openProbe();
        }
      }
    }
  } finally {
    await probe.stop();
    await site.stop();
  }
  return costs;
}

/** A figure over the control page's, round by round; NaN where one of them is missing. */
export function over(
  costs: ReadonlyMap<string, readonly Cost[]>,
  name: string,
  figure: keyof Cost,
): number[] {
  const control = costs.get('control') ?? [];
  return (costs.get(name) ?? []).map(
    (cost, round) => cost[figure] - (control[round]?.[figure] ?? Number.NaN),
  );
}

/** The part of `npm run bench`: tellsign and bare listeners only. */
export async function benchPageCost(): Promise<Row[]> {
  const subjects = ['control', 'bare', 'tellsign'];
  const costs = await measurePages({ subjects, rounds: 3, moves: 2401, hertz: 120 });
  const bare = over(costs, 'bare', 'eventMicros');
  const watched = over(costs, 'tellsign', 'eventMicros');
  return [
    { what: 'main thread per input event, bare listeners', value: `${median(bare).toFixed(1)} µs` },
    {
      what: 'main thread per input event, tellsign',
      value: `${median(watched).toFixed(1)} µs`,
      peer: `${ratio(watched, bare)} bare listeners`,
    },
  ];
}
