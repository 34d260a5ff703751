import type { ExactEngine } from '../../../src/scoring/engine.ts';
import { createExact } from '../../../src/scoring/exact.ts';
import { inputWidth, type Network, outputWidth } from '../../../src/scoring/network.ts';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { sliceNetwork } from '../../../src/scoring/slice.ts';
import { loadOrt } from '../../../worker/score/engine/load-ort.ts';
import { createOrtEngine, type OrtEngine } from '../../../worker/score/engine/ort-engine.ts';
import type { OrtOptions } from '../../../worker/score/ort/contract.ts';

/** An engine to ask for, and the file whose reference it is compared with. */
export type Create = OrtOptions & { readonly exactBytes: Uint8Array; readonly idleMs?: number };
export interface Order {
  /** Engines to ask for, all at once. */
  readonly creates: readonly Create[];
  /** Random rows to compare on, in batches of these sizes. */
  readonly batches: readonly number[];
  /** Wait for each engine to fall asleep, wake it, and compare again. */
  readonly sleep: boolean;
}
export interface Report {
  /** One a create: `ok` or the code. */
  readonly created: readonly string[];
  readonly details: readonly string[];
  readonly names: readonly string[];
  /** Integers compared, and how many differ. */
  readonly compared: number;
  readonly different: number;
  /** Distinct integers seen: equal constants would prove nothing. */
  readonly distinct: number;
  /** States that the first engine went through. */
  readonly states: readonly string[];
  /** WebAssembly files in the Cache API afterwards: cache and URL. */
  readonly kept: readonly string[];
}

async function create({ exactBytes, idleMs, ...options }: Create): Promise<Pair> {
  const read = readOnnx(exactBytes);
  if (!read.ok) throw new Error(read.code);
  const network = read.value;
  const exact = createExact(sliceNetwork(network));
  const engine = createOrtEngine({ name: `ort-${options.backend}`, ...(idleMs && { idleMs }) });
  await engine.start(async () => {
    const starts = await loadOrt(options);
    return starts.ok ? { ok: true, value: { starts: starts.value, exact } } : starts;
  });
  return { engine, exact, network };
}

async function work({ creates, batches, sleep }: Order): Promise<Report> {
  const all = await Promise.all(creates.map(create));
  const why = all.map(({ engine: { state } }) => (state.name === 'refused' ? state.why : ''));
  const created = why.map((text) => (text === '' ? 'ok' : (text.split(':')[0] ?? '')));
  const details = why.map((text) => text.replace(/^\w+: /, ''));
  const pairs = all.filter(({ engine: { state } }) => state.name !== 'refused');
  const engine = pairs[0]?.engine;
  const states: string[] = engine ? [engine.state.name] : [];
  let compared = await compare(pairs, batches);
  if (engine && engine.state.name !== states.at(-1)) states.push(engine.state.name);
  if (engine && sleep) {
    await until(() => engine.state.name === 'asleep');
    states.push(engine.state.name);
    engine.wake();
    states.push(engine.state.name);
  }
  if (engine && states.length > 1) {
    await until(() => engine.state.name !== 'loading');
    states.push(engine.state.name);
    const again = await compare(pairs, batches);
    compared = {
      compared: compared.compared + again.compared,
      different: compared.different + again.different,
      distinct: Math.min(compared.distinct, again.distinct),
    };
    states.push(engine.state.name);
  }
  const names = pairs.map(({ engine: { name } }) => name);
  for (const pair of pairs) pair.engine.refuse('done');
  return { created, details, names, ...compared, states, kept: await listKept() };
}

async function until(come: () => boolean): Promise<void> {
  while (!come()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function listKept(): Promise<readonly string[]> {
  if (!('caches' in self)) return [];
  const names = await caches.keys().catch(() => []);
  const lists = names.map(async (name) =>
    (await (await caches.open(name)).keys()).map(({ url }) => `${name} ${url}`),
  );
  return (await Promise.all(lists)).flat();
}

interface Pair {
  readonly engine: OrtEngine;
  readonly exact: ExactEngine;
  readonly network: Network;
}

/**
 * Runs each engine against the exact one of its own file. As in the SDK, the reference answers where a run
 * fails.
 */
async function compare(pairs: readonly Pair[], batches: readonly number[]) {
  const seen = new Set<number>();
  let compared = 0;
  let different = 0;
  for (const { engine, exact, network } of pairs) {
    const width = inputWidth(network);
    for (const count of batches) {
      const rows = new Uint8Array(count * width);
      for (let at = 0; at < rows.length; at += 65536) crypto.getRandomValues(rows.subarray(at, at + 65536));
      const expected = exact.run(rows, count);
      const answer = await engine.run(rows, count).catch(() => expected);
      if (answer.length !== count * outputWidth(network)) throw new Error('length');
      compared += answer.length;
      answer.forEach((value, at) => {
        seen.add(value);
        if (value !== expected[at]) different++;
      });
    }
  }
  return { compared, different, distinct: seen.size };
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  work(data).then(
    (report) => self.postMessage({ report }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
