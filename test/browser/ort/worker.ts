import { createExact } from '../../../src/scoring/exact.ts';
import { inputWidth, outputWidth } from '../../../src/scoring/network.ts';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { createOrt, type OrtEngine, type OrtOptions } from '../../../worker/ort.ts';

export interface Order {
  /** Engines to ask for, all at once. */
  readonly creates: readonly OrtOptions[];
  /** Random rows to compare on, in batches of these sizes. */
  readonly batches: readonly number[];
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
  /** What a run after `release` does. */
  readonly afterRelease: string;
}

async function work({ creates, batches }: Order): Promise<Report> {
  const results = await Promise.all(creates.map(createOrt));
  const created = results.map((result) => (result.ok ? 'ok' : result.code));
  const details = results.map((result) => (result.ok ? '' : (result.detail ?? '')));
  const engines = results.flatMap((result) => (result.ok ? [result.value] : []));
  const names = engines.map(({ name }) => name);
  const pairs = results.flatMap((result, at) =>
    result.ok ? [{ engine: result.value, modelBytes: creates[at]?.modelBytes ?? new Uint8Array() }] : [],
  );
  const compared = await compare(pairs, batches);
  for (const engine of engines) await engine.release();
  const afterRelease = await (
    engines[0]?.run(new Uint8Array(1024), 1) ?? Promise.reject(new Error('none'))
  ).then(
    () => 'answers',
    () => 'rejects',
  );
  return { created, details, names, ...compared, afterRelease };
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
    const exact = createExact(read.value);
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
