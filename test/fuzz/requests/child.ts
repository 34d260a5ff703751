import { createRandom } from '../../../train/random.ts';
import type { Seen as Report } from '../child.ts';
import { createHistogram } from '../histogram.ts';
import { areIntrinsics, takeIntrinsics } from '../intrinsics.ts';
import { createSource } from '../source.ts';
import { findFault } from './check.ts';
import { type Drawn, drawRequest } from './draw.ts';
import { openExpress } from './express.ts';
import { openFastify } from './fastify.ts';
import { openHono } from './hono.ts';
import type { Site } from './site.ts';

const TENTHS = 10;
const MOST_FAULTS = 10;
const MOST_CHARS = 1200;

const SITES = { requests: openHono, express: openExpress, fastify: openFastify } as const;

const [, , count = '0', seed = '0', subject = ''] = process.argv;
process.send?.({ seen: await fuzz(Number(count), seed) });

/**
 * Sends requests to a site in this process. Each tenth has a site of its own, so that the heap is comparable.
 */
async function fuzz(requests: number, name: string): Promise<Report> {
  const open = SITES[subject as keyof typeof SITES];
  const source = await createSource();
  const random = createRandom('fuzz requests', name);
  const codes: Record<string, number> = {};
  const kinds: Record<string, number> = {};
  const faults: string[] = [];
  const times = createHistogram();
  const heap: number[] = [];
  const before = takeIntrinsics();
  process.on('unhandledRejection', (reason) =>
    report(`unhandled: ${reason instanceof Error ? reason.stack : reason}`),
  );
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    const site = await open(source);
    const { setCookie } = await site.verifier.visit(null);
    const [, cookie = ''] = /=([^;]+)/.exec(setCookie ?? '') ?? [];
    const supplies = { source, site, random, cookie };
    for (let i = 0; i < requests / TENTHS; i++) {
      const drawn = await drawRequest(supplies);
      site.take();
      const start = performance.now();
      const { code, fault } = await send(site, drawn);
      times.add(performance.now() - start);
      codes[code] = (codes[code] ?? 0) + 1;
      kinds[drawn.kind] = (kinds[drawn.kind] ?? 0) + 1;
      if (fault !== null) report(`${drawn.kind}: ${fault}`, drawn);
    }
    await site.close();
    globalThis.gc?.();
    heap.push(process.memoryUsage().heapUsed);
    process.send?.({ done: Math.round(requests / TENTHS) });
  }
  if (!areIntrinsics(before)) faults.push('an intrinsic prototype was changed');
  return {
    tokens: requests,
    codes,
    kinds,
    faults,
    late: 0,
    p50: times.quantile(0.5),
    p9999: times.quantile(0.9999),
    heap,
  };

  function report(what: string, drawn?: Drawn): void {
    if (faults.length >= MOST_FAULTS) return;
    faults.push(`${what}: ${JSON.stringify(drawn)?.slice(0, MOST_CHARS)}`);
  }
}

async function send(
  site: Site,
  drawn: Drawn,
): Promise<{ readonly code: string; readonly fault: string | null }> {
  const { kind, url, init } = drawn;
  try {
    const response = await site.ask(new Request(url, init));
    const { status, headers } = response;
    const body = await response.text();
    const effects = site.take();
    const code = `${kind} ${status}${effects.outcome === null ? '' : ` ${effects.outcome}`}`;
    return { code, fault: findFault(drawn, { status, headers, body }, effects) };
  } catch (error) {
    return { code: `${kind} rejects`, fault: error instanceof Error ? String(error.stack) : String(error) };
  }
}
