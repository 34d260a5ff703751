import type { AnalystConfig, EngineChoice, Inspection } from '../src/contract/analyst.ts';
import type { Result } from '../src/contract/result.ts';
import type { EngineName } from '../src/contract/verdict.ts';
import type { Engine } from '../src/scoring/engine.ts';
import type { Model } from '../src/scoring/model.ts';
import { within } from './deadline.ts';
import type { LoadedModel } from './model.ts';

/** What the browser tells about the device and its link; absent members are unknown. */
interface Link {
  readonly saveData?: boolean;
  /** Network Information API: `slow-2g`, `2g`, `3g`, `4g`. */
  readonly effectiveType?: string;
  /** `navigator.deviceMemory`, GiB. */
  readonly memoryGib?: number;
}

export interface EngineDeps {
  readonly createOrt: (options: {
    readonly ortUrl: string;
    readonly ortWasmUrl: string;
    readonly modelBytes: Uint8Array;
    readonly backend: 'wasm' | 'webgpu';
  }) => Promise<Result<Engine>>;
  readonly link: () => Link;
}

/** Exact scores from the first moment; ORT takes over when it is ready and hands back for good when it fails. */
export interface Engines {
  readonly ort: Inspection['ort'];
  readonly detail: string | null;
  /** Loads ORT once, unless the device or the link cannot bear it. Never rejects. */
  warm(loaded: LoadedModel): Promise<Result<EngineName>>;
  /** The engine in charge. */
  pick(model: Model): Engine;
  /** Takes ORT out of service. */
  refuse(why: string): void;
}

/** 2.3 MB of WebAssembly take 13 s on fast 3G (runtime.md); beyond a minute it hangs. */
const ORT_TIMEOUT_MS = 60_000;
/** A batch of 512 rows takes half a millisecond (runtime.md); hundreds of times that is a hang, and a checkout waits. */
const RUN_TIMEOUT_MS = 250;
/** ORT adds 73–86 MB to the renderer (runtime.md): too much for a device with a gibibyte or less. */
const LEAST_MEMORY_GIB = 2;

/** One engine switch a visit. */
export function createEngines(config: AnalystConfig, { createOrt, link }: EngineDeps): Engines {
  let ort: Inspection['ort'] = 'idle';
  let detail: string | null = null;
  let engine: Engine | null = null;
  let warming: Promise<Result<EngineName>> | null = null;

  const refuse = (why: string) => {
    if (ort === 'refused') return;
    ort = 'refused';
    detail = why;
    engine = null;
  };
  const load = async ({ bytes }: LoadedModel) => {
    const unfit = reasonAgainst(config.engine, link());
    if (unfit) return refuse(unfit);
    ort = 'loading';
    const { ortUrl, ortWasmUrl } = config;
    const backend = config.engine === 'webgpu' ? 'webgpu' : 'wasm';
    const creating = createOrt({ ortUrl, ortWasmUrl, modelBytes: bytes, backend });
    const created = await within(creating, ORT_TIMEOUT_MS, failure);
    if (!created.ok) return refuse(created.detail ? `${created.code}: ${created.detail}` : created.code);
    // `createOrt` has compared it with exact on built-in rows.
    ort = 'ready';
    engine = guard(created.value, refuse);
  };

  return {
    get ort() {
      return ort;
    },
    get detail() {
      return detail;
    },
    warm(loaded) {
      warming ??= load(loaded)
        .catch((error: unknown) => refuse(String(error)))
        .then(() =>
          engine
            ? { ok: true, value: engine.name }
            : { ok: false, code: 'refused', ...(detail && { detail }) },
        );
      return warming;
    },
    pick: (model) => engine ?? model.exact,
    refuse,
  };
}

function reasonAgainst(choice: EngineChoice, { saveData, effectiveType, memoryGib }: Link): string | null {
  if (choice === 'exact') return 'engine: exact';
  if (choice !== 'auto') return null;
  if (saveData) return 'Save-Data';
  if (effectiveType && effectiveType !== '4g') return `slow link: ${effectiveType}`;
  if (memoryGib !== undefined && memoryGib < LEAST_MEMORY_GIB) return `little memory: ${memoryGib} GiB`;
  return null;
}

/** The engine with a deadline; its first failure is its last run, so a hang costs one wait and not one a batch. */
function guard(engine: Engine, refuse: (why: string) => void): Engine {
  let failed = false;
  return {
    name: engine.name,
    async run(rows, count) {
      if (failed) throw new Error('the engine is out of service');
      const running = Promise.resolve().then(() => engine.run(rows, count));
      const outputs = await within(running, RUN_TIMEOUT_MS, (error) => {
        failed = true;
        refuse(error === undefined ? 'timeout' : String(error));
        return null;
      });
      if (!outputs) throw new Error('the engine failed');
      return outputs;
    },
  };
}

function failure(error?: unknown): { readonly ok: false; readonly code: string; readonly detail?: string } {
  return error === undefined
    ? { ok: false, code: 'timeout' }
    : { ok: false, code: 'failed', detail: String(error) };
}
