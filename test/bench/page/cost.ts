import { html, openSite, type Route } from '../../setup/site.ts';
import { openProbe } from '../cdp.ts';
import { median, type Row, ratio } from '../statistics.ts';
import { BARE_PAGE, CONTROL_PAGE, EXACT_PAGE, peerPage, WATCHED_PAGE } from './pages.ts';
import { bundlePeer, PEERS } from './peers.ts';
import { type Cost, type Input, visit } from './visit.ts';

/** What is measured against the control page: nothing on it, bare listeners, tellsign as the README has it and without onnxruntime-web, and the peers. */
export const SUBJECTS: readonly string[] = ['control', 'bare', 'tellsign', 'exact', ...PEERS];

interface Plan extends Input {
  readonly subjects: readonly string[];
  readonly rounds: number;
}

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

/** The same visit to every page, in turn, as often as the plan says. */
export async function measurePages({ subjects, rounds, ...input }: Plan): Promise<Map<string, Cost[]>> {
  const site = await openSite(await routesOf(subjects), 'dist');
  const probe = await openProbe();
  const costs = new Map<string, Cost[]>(subjects.map((name) => [name, []]));
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, taken] of costs) {
        process.stderr.write(`page cost: round ${round + 1} of ${rounds}, ${name}\n`);
        const cost = await visit(probe, `${site.origin}/${name}`, input);
        taken.push(cost);
        // A run that is broken off has shown this much.
        process.stderr.write(
          `  ${cost.eventMicros.toFixed(1)} µs an event, ${cost.loadMs.toFixed(1)} ms at load\n`,
        );
      }
    }
  } finally {
    await probe.stop();
    await site.stop();
  }
  return costs;
}

/** A figure over the control page's, round by round. */
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
