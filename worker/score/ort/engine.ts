import { createExact } from '../../../src/scoring/exact.ts';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { type Sliced, sliceNetwork } from '../../../src/scoring/slice.ts';
import type { OrtCode, OrtEngine, OrtOptions, OrtResult, WasmFile } from './contract.ts';
import { type Running, startOrt } from './start.ts';

/** One of the builds of the runtime: its own address, and the files it can run on, each a fallback of the one before. */
export interface Build {
  readonly url: string;
  readonly files: (options: OrtOptions) => readonly WasmFile[];
}

/** Half of what a visitor spends on a checkout form is pauses shorter than this; 73–86 MB (runtime.md) are too much to hold for longer. */
const IDLE_MS = 60_000;
/** What another file may cure. */
const CURABLE: readonly OrtCode[] = ['ort_init', 'ort_mismatch'];

/**
 * Starts onnxruntime-web in a worker of its own and proves on built-in rows that it gives the reference engine's integers. When the
 * slim file fails, at the start or in a run, a fresh worker goes on with the full one. Never rejects.
 */
export async function createEngine(build: Build, options: OrtOptions): Promise<OrtResult<OrtEngine>> {
  const read = readOnnx(options.modelBytes);
  if (!read.ok) return { ok: false, code: 'ort_model', detail: read.code };
  const network = sliceNetwork(read.value);
  const files = [...build.files(options)];
  const start = async (): Promise<OrtResult<Running>> => {
    for (;;) {
      const started = await startProven(build.url, network, { ...options, file: files[0] as WasmFile });
      if (started.ok || !CURABLE.includes(started.code) || files.length < 2) return started;
      files.shift();
    }
  };
  const first = await start();
  if (!first.ok) return first;
  const next = () => files.length > 1 && files.shift() !== undefined;
  return { ok: true, value: standBy(first.value, { start, next, network, options }) };
}

type Order = OrtOptions & { readonly file: WasmFile };

async function startProven(url: string, network: Sliced, order: Order): Promise<OrtResult<Running>> {
  const { modelBytes, backend, keep, file } = order;
  const started = await startOrt(url, { file, modelBytes, backend, keep });
  if (!started.ok) return started;
  const fault = await agrees(started.value, network).then(
    (same) => (same ? null : { ok: false as const, code: 'ort_mismatch' as const }),
    (error: unknown) => ({ ok: false as const, code: 'ort_init' as const, detail: String(error) }),
  );
  if (!fault) return started;
  started.value.end();
  return fault;
}

interface Standby {
  readonly start: () => Promise<OrtResult<Running>>;
  /** Goes to the next file; false when this is the last. */
  readonly next: () => boolean;
  readonly network: Sliced;
  readonly options: OrtOptions;
}

function standBy(first: Running, { start, next, network, options }: Standby): OrtEngine {
  const exact = createExact(network);
  const { width } = network;
  const groups = network.slices.length;
  const { backend, idleMs = IDLE_MS } = options;
  let running: Running | null = first;
  let state: OrtEngine['state'] = 'ready';
  let detail: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (then: OrtEngine['state'], why: string | null = null) => {
    clearTimeout(timer);
    running?.end();
    running = null;
    state = then;
    detail = why;
  };
  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(end, idleMs, 'idle');
  };
  const restart = async () => {
    end('loading');
    const started = await start();
    if (state !== 'loading') {
      if (started.ok) started.value.end();
      return;
    }
    if (!started.ok) return end('refused', `${started.code}: ${started.detail ?? ''}`);
    running = started.value;
    state = 'ready';
    rest();
  };
  rest();

  return {
    name: backend === 'webgpu' ? 'ort-webgpu' : 'ort-wasm',
    get state() {
      return state;
    },
    get detail() {
      return detail;
    },
    wake() {
      if (state === 'idle') void restart();
      return running !== null;
    },
    async run(rows, count) {
      const batch = rows.slice(0, count * width);
      const asked = running;
      if (!asked) return exact.run(batch, count);
      try {
        const data = await asked.server.run(batch, count);
        if (running === asked) rest();
        if (data.length !== count * groups) throw new Error('shape of y');
        // WebGPU sums in float32: about one integer in 17 000 lands on the other side of a tie, so each answer is checked.
        if (backend === 'wasm' || isSame(data, exact.run(batch, count))) return data;
        throw new Error('other integers than exact');
      } catch (error) {
        // Outside of what the slim file was made for: the reference answers this once, and the next file from then on.
        if (running === asked && next()) void restart();
        else if (running === asked) end('refused', `ort_trap: ${error}`);
        return exact.run(batch, count);
      }
    },
    release: () => end('refused', 'released'),
  };
}

const isSame = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((value, at) => value === other[at]);

/** Rows that reach both ends and the middle of every input, and a spread between (a linear congruential generator; the seed is arbitrary). */
async function agrees({ server }: Running, network: Sliced): Promise<boolean> {
  const { width, slices } = network;
  const count = 32;
  const rows = new Uint8Array(count * width);
  let random = 1;
  for (let at = 0; at < rows.length; at++) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    rows[at] = at < 3 * width ? (Math.floor(at / width) * 255 + 1) >> 1 : random >>> 24;
  }
  const expected = createExact(network).run(rows, count);
  const [batch, single] = [await server.run(rows, count), await server.run(rows.slice(0, width), 1)];
  return isSame(batch, expected) && isSame(single, expected.subarray(0, slices.length));
}
