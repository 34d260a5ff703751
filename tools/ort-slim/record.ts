import type { Progress } from '../../train/progress.ts';
import { definedFunctions, read } from './binaryen.ts';
import { instrumentFunctions, instrumentSites } from './instrument.ts';
import { fewest, kernelSlots, withKernels } from './kernels.ts';
import { type Profile, packSet, sha256 } from './profile.ts';
import { freshRuntime } from './runtime.ts';
import { sitesOf } from './sites.ts';
import { readWasm, type WasmFile } from './wasm-file.ts';
import { models, type Phase, work } from './workload.ts';

/** What ran, by number, in each phase. */
type Ran = Readonly<Record<Phase, ReadonlySet<number>>>;

/** Sizes of batch that tell whether a kernel is missed: it would be at the first run. */
const PROBES = [1, 5, 64];

/** Runs the work on instrumented copies of the source and notes what of it runs. */
export async function record(source: Uint8Array, progress: Progress): Promise<Profile> {
  progress.stage('looking for kernels that are needed');
  const file = readWasm(source);
  const kernels = await findKernels(file, progress);
  const reduced = withKernels(file, new Set(kernels));

  progress.stage('noting which functions run');
  const inFunctions = await observe(instrumented(reduced, instrumentFunctions));
  const functions = new Set([...inFunctions.rest, ...inFunctions.run]);

  progress.stage('noting which parts of them run');
  const inSites = await observe(instrumented(reduced, (module) => instrumentSites(module, functions)));
  // What runs with a visitor's rows is kept whole: other rows may take other turns there.
  const whole = sitesOfFunctions(reduced, { functions, wanted: inFunctions.run });
  const sites = new Set([...inSites.rest, ...inSites.run, ...whole]);
  return {
    sha256: sha256(source),
    kernels,
    functions: packSet(functions),
    sites: packSet(sites),
  };
}

function instrumented(bytes: Uint8Array, change: (module: ReturnType<typeof read>) => void): Uint8Array {
  const module = read(bytes);
  change(module);
  const result = module.emitBinary();
  module.dispose();
  return result;
}

/**
 * The kernels without which the work ends otherwise: other integers, another message, or other functions in a
 * run.
 */
async function findKernels(file: WasmFile, progress: Progress): Promise<readonly number[]> {
  const slots = kernelSlots(file);
  const compiled = await WebAssembly.compile(Uint8Array.from(instrumented(file.bytes, instrumentFunctions)));
  const files = models().slice(0, 3);
  let tries = 0;
  const attempt = async (keep: ReadonlySet<number>): Promise<string> => {
    tries += 1;
    progress.at(`try ${tries}`);
    const runtime = await freshRuntime(compiled, (memory) => {
      const view = new DataView(memory);
      slots.forEach(({ at, nothing }, index) => {
        if (!keep.has(index)) view.setUint32(addressOf(file, at), nothing, true);
      });
    });
    const counted = counters();
    try {
      const said = await work(runtime, {
        files,
        batches: PROBES,
        note: (phase) => counted.collect(runtime.exports(), phase),
      });
      return `${said}\n${[...counted.ran.run].sort((a, b) => a - b)}`;
    } catch (error) {
      return String(error);
    }
  };
  const expected = await attempt(new Set(slots.keys()));
  return fewest(slots.length, async (keep) => (await attempt(keep)) === expected);
}

function addressOf({ segments }: WasmFile, place: number): number {
  const segment = segments.find(({ at, length }) => place >= at && place < at + length);
  if (!segment) throw new Error(`${place} is not data`);
  return segment.address + place - segment.at;
}

async function observe(bytes: Uint8Array): Promise<Ran> {
  const runtime = await freshRuntime(await WebAssembly.compile(Uint8Array.from(bytes)));
  const counted = counters();
  await work(runtime, { files: models(), note: (phase) => counted.collect(runtime.exports(), phase) });
  return counted.ran;
}

/** Reads the counters that `instrument.ts` put in, and sets them back. */
function counters() {
  const ran = { rest: new Set<number>(), run: new Set<number>() };
  const collect = (exports: WebAssembly.Exports, phase: Phase) => {
    for (const [name, counter] of Object.entries(exports)) {
      if (!/^hit\d+$/.test(name) || !(counter instanceof WebAssembly.Global) || counter.value === 0) continue;
      const first = Number(name.slice(3)) * 32;
      for (let bit = 0; bit < 32; bit++) if ((counter.value >> bit) & 1) ran[phase].add(first + bit);
      counter.value = 0;
    }
  };
  return { ran, collect };
}

interface Choice {
  readonly functions: ReadonlySet<number>;
  readonly wanted: ReadonlySet<number>;
}

/** Numbers of all sites of the wanted functions, counted over all `functions`. */
function sitesOfFunctions(bytes: Uint8Array, { functions, wanted }: Choice): readonly number[] {
  const module = read(bytes);
  const sites: number[] = [];
  let first = 0;
  definedFunctions(module).forEach((func, index) => {
    if (!functions.has(index)) return;
    const { length } = sitesOf(func);
    if (wanted.has(index)) for (let site = 0; site < length; site++) sites.push(first + site);
    first += length;
  });
  module.dispose();
  return sites;
}
