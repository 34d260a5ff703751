import type { ExactEngine } from '../../../../src/scoring/engine.ts';
import { createExact } from '../../../../src/scoring/exact.ts';
import { inputWidth } from '../../../../src/scoring/network.ts';
import { readOnnx } from '../../../../src/scoring/onnx.ts';
import { sliceNetwork } from '../../../../src/scoring/slice.ts';
import { loadOrt } from '../../../../worker/score/engine/load-ort.ts';
import { createOrtEngine, type OrtEngine } from '../../../../worker/score/engine/ort-engine.ts';
import type { OrtOptions } from '../../../../worker/score/ort/contract.ts';

export interface Order {
  /** Without it the exact engine is timed. */
  readonly ort: OrtOptions | null;
  readonly modelBytes: Uint8Array;
  readonly batches: readonly number[];
  /** Time spent on each size of batch, ms. */
  readonly spendMs: number;
}
export interface Timing {
  /** From nothing to an engine that has proven itself, ms. */
  readonly startMs: number;
  /** Whether the slim WebAssembly could not run this model, and the whole one took over. */
  readonly isWhole: boolean;
  /** Of each size of batch: the median run, µs; NaN where it failed or came too late to be taken. */
  readonly runs: readonly number[];
}

async function time({ ort, modelBytes, batches, spendMs }: Order): Promise<Timing> {
  const begun = performance.now();
  const read = readOnnx(modelBytes);
  if (!read.ok) throw new Error(read.code);
  const exact = createExact(sliceNetwork(read.value));
  const width = inputWidth(read.value);
  const rowsOf = (count: number) => new Uint8Array(count * width).map((_, at) => (at * 7919) >> 3);
  const started = ort && (await startOrt(ort, exact));
  const engine = started ?? exact;
  const startMs = performance.now() - begun;
  const isWhole = started !== null && (await isReplaced(started, rowsOf));
  const runs: number[] = [];
  for (const count of batches) {
    const rows = rowsOf(count);
    const run = async () => void (await engine.run(rows, count));
    runs.push(await median(run, spendMs).catch(() => Number.NaN));
  }
  started?.refuse('done');
  return { startMs, isWhole, runs };
}

/** An assessment and an explanation. */
const USUAL = [1, 512];

/** Whether a batch failed, because the slim file lacks what it takes, and another file took over. */
async function isReplaced(engine: OrtEngine, rowsOf: (count: number) => Uint8Array): Promise<boolean> {
  let replaced = false;
  for (const count of USUAL) {
    try {
      await engine.run(rowsOf(count), count);
    } catch {
      replaced = true;
      while (engine.state.name === 'loading') await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (engine.state.name === 'refused') throw new Error(engine.state.why);
  }
  return replaced;
}

async function startOrt(options: OrtOptions, exact: ExactEngine): Promise<OrtEngine> {
  const engine = createOrtEngine({ name: `ort-${options.backend}` });
  await engine.start(async () => {
    const starts = await loadOrt(options);
    return starts.ok ? { ok: true, value: { starts: starts.value, exact } } : starts;
  });
  if (engine.state.name === 'refused') throw new Error(engine.state.why);
  return engine;
}

/** The median of as many runs as fit, µs; clocks tick too coarsely for one, so each sample is several. */
async function median(run: () => Promise<void>, spendMs: number): Promise<number> {
  const samples: number[] = [];
  let each = 1;
  const end = performance.now() + spendMs;
  while (performance.now() < end || samples.length < 3) {
    const begun = performance.now();
    for (let turn = 0; turn < each; turn++) await run();
    const took = performance.now() - begun;
    // The first samples find out how many runs take ten milliseconds.
    if (took < 10 && each < 4096) each *= 2;
    else samples.push((took * 1000) / each);
  }
  return samples.sort((a, b) => a - b)[samples.length >> 1] ?? 0;
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  time(data).then(
    (timing) => self.postMessage({ timing }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
