import type { AnalystConfig, EngineChoice, Inspection } from '../../../src/contract/analyst.ts';
import type { Result } from '../../../src/contract/result.ts';
import type { EngineName } from '../../../src/contract/verdict.ts';
import type { Engine } from '../../../src/scoring/engine.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { within } from '../../deadline.ts';
import type { OrtEngine, OrtOptions } from '../ort/contract.ts';

/** What the browser tells about the device and its link; absent members are unknown. */
interface Link {
  readonly saveData?: boolean;
  /** Network Information API: `slow-2g`, `2g`, `3g`, `4g`. */
  readonly effectiveType?: string;
  /** `navigator.deviceMemory`, GiB. */
  readonly memoryGib?: number;
}

export interface EngineDeps {
  readonly createOrt: (options: OrtOptions) => Promise<Result<OrtEngine>>;
  readonly link: () => Link;
  /** Resolves when a worker that has just given a verdict may be expected to have nothing to do. */
  readonly idle: () => Promise<unknown>;
}

/** Exact scores from the first moment; ORT takes over when it is ready, sleeps when nobody asks, and hands back for good when it fails. */
export interface Engines {
  readonly ort: Inspection['ort'];
  readonly detail: string | null;
  /**
   * Loads ORT and the model file it runs once: at once where the site asks for it, else after the first verdict, unless the device or the
   * link cannot bear it. Never rejects.
   */
  warm(onnx: () => Promise<Result<Uint8Array>>): Promise<Result<EngineName>>;
  /** The engine in charge. */
  pick(model: Model): Engine;
  /** Takes ORT out of service. */
  refuse(why: string): void;
}

/** A batch of 512 rows takes half a millisecond (runtime.md); hundreds of times that is a hang, and a checkout waits. */
const RUN_TIMEOUT_MS = 250;
/** ORT adds 73–86 MB to the renderer (runtime.md): too much for a device with a gibibyte or less. */
const LEAST_MEMORY_GIB = 2;

/** One engine switch a visit. */
export function createEngines(config: AnalystConfig, { createOrt, link, idle }: EngineDeps): Engines {
  let ort: Inspection['ort'] = 'idle';
  let detail: string | null = null;
  let standby: OrtEngine | null = null;
  let engine: Engine | null = null;
  let warming: Promise<Result<EngineName>> | null = null;
  let answered = () => {};
  const answer = new Promise<void>((resolve) => {
    answered = resolve;
  });

  const refuse = (why: string) => {
    if (ort === 'refused') return;
    ort = 'refused';
    detail = why;
    standby?.release();
    standby = engine = null;
  };
  const load = async (onnx: () => Promise<Result<Uint8Array>>) => {
    const unfit = reasonAgainst(config.engine, link());
    if (unfit) return refuse(unfit);
    if (config.engine === 'auto') {
      await answer;
      await idle();
    }
    ort = 'loading';
    const file = await onnx();
    if (!file.ok) return refuse(sayWhy(file));
    const { ortUrl, ortIntegrity, ortWasmUrl, privacy } = config;
    const backend = config.engine === 'webgpu' ? 'webgpu' : 'wasm';
    // `minimal` stores nothing on the visitor's device.
    const options = {
      ortUrl,
      ortIntegrity,
      ortWasmUrl,
      modelBytes: file.value,
      backend,
      keep: privacy !== 'minimal',
    } as const;
    const created = await createOrt(options);
    if (!created.ok) return refuse(sayWhy(created));
    // `createOrt` has compared it with exact on built-in rows.
    ort = 'ready';
    standby = created.value;
    engine = guard(standby, refuse);
  };

  return {
    get ort() {
      return standby?.state ?? ort;
    },
    get detail() {
      return standby?.detail ?? detail;
    },
    warm(onnx) {
      warming ??= load(onnx)
        .catch((error: unknown) => refuse(String(error)))
        .then(() =>
          engine
            ? { ok: true, value: engine.name }
            : { ok: false, code: 'refused', ...(detail && { detail }) },
        );
      return warming;
    },
    pick(model) {
      answered();
      return engine && standby?.wake() ? engine : model.exact;
    },
    refuse,
  };
}

const sayWhy = ({ code, detail }: { readonly code: string; readonly detail?: string }) =>
  detail ? `${code}: ${detail}` : code;

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
