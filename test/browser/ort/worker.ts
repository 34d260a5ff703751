import { createExact } from '../../../src/scoring/exact.ts';
import { inputWidth, outputWidth } from '../../../src/scoring/network.ts';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { sliceNetwork } from '../../../src/scoring/slice.ts';
import { createOrt } from '../../../worker/score/engine/ort.ts';
import type { OrtEngine, OrtOptions } from '../../../worker/score/ort/contract.ts';

export interface Order {
  /** Engines to ask for, all at once. */
  readonly creates: readonly OrtOptions[];
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

async function work({ creates, batches, sleep }: Order): Promise<Report> {
  const results = await Promise.all(creates.map(createOrt));
  const created = results.map((result) => (result.ok ? 'ok' : result.code));
  const details = results.map((result) => (result.ok ? '' : (result.detail ?? '')));
  const pairs = results.flatMap((result, at) =>
    result.ok ? [{ engine: result.value, modelBytes: creates[at]?.modelBytes ?? new Uint8Array() }] : [],
  );
  const engine = pairs[0]?.engine;
  const states = engine ? [engine.state] : [];
  let compared = await compare(pairs, batches);
  if (engine && engine.state !== states.at(-1)) states.push(engine.state);
  if (engine && sleep) {
    await until(() => engine.state === 'idle');
    states.push(engine.state);
    engine.wake();
    states.push(engine.state);
  }
  if (engine && states.length > 1) {
    await until(() => engine.state !== 'loading');
    states.push(engine.state);
    const again = await compare(pairs, batches);
    compared = {
      compared: compared.compared + again.compared,
      different: compared.different + again.different,
      distinct: Math.min(compared.distinct, again.distinct),
    };
    states.push(engine.state);
  }
  const names = pairs.map(({ engine: { name } }) => name);
  for (const pair of pairs) pair.engine.release();
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
  readonly modelBytes: Uint8Array;
}

/** Runs each engine against the exact one of its own file. */
async function compare(pairs: readonly Pair[], batches: readonly number[]) {
  const seen = new Set<number>();
  let compared = 0;
  let different = 0;
  for (const { engine, modelBytes } of pairs) {
    const read = readOnnx(modelBytes);
    if (!read.ok) throw new Error(read.code);
    const exact = createExact(sliceNetwork(read.value));
    const width = inputWidth(read.value);
    for (const count of batches) {
      const rows = new Uint8Array(count * width);
      for (let at = 0; at < rows.length; at += 65536) crypto.getRandomValues(rows.subarray(at, at + 65536));
      const expected = exact.run(rows, count);
      const answer = await engine.run(rows, count);
      if (answer.length !== count * outputWidth(read.value)) throw new Error('length');
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
