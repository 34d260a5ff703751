import type { AnalystConfig, EngineChoice, Inspection } from '../../../src/contract/analyst.ts';
import type { Result } from '../../../src/contract/result.ts';
import type { EngineName } from '../../../src/contract/verdict.ts';
import type { Engine } from '../../../src/scoring/engine.ts';
import type { WorkerModel } from '../model.ts';
import type { OrtOptions, OrtResult, OrtStart } from '../ort/contract.ts';
import { createOrtEngine, type OrtSource } from './ort-engine.ts';

/** What the browser says about the device and its link; absent members are unknown. */
interface Link {
  readonly saveData?: boolean;
  /** Network Information API: `slow-2g`, `2g`, `3g`, `4g`. */
  readonly effectiveType?: string;
  /** `navigator.deviceMemory`, GiB. */
  readonly memoryGib?: number;
}

export interface EngineDeps {
  readonly loadOrt: (options: OrtOptions) => Promise<OrtResult<readonly OrtStart[]>>;
  readonly link: () => Link;
  /** Resolves when a worker that has just given a verdict probably has nothing to do. */
  readonly idle: () => Promise<unknown>;
}

type GetModel = () => Promise<Result<WorkerModel>>;

/** The integer engine scores from the start. onnxruntime-web scores instead while it is ready. */
export interface Engines {
  readonly ort: Inspection['ort'];
  readonly detail: string | null;
  /**
   * Loads onnxruntime-web once. If the site named its engine it loads at once, else after the first verdict.
   * It is not loaded where the device or the link is too weak. Never rejects.
   */
  warm(getModel: GetModel): Promise<Result<EngineName>>;
  /** The engine that scores now. */
  pick(model: WorkerModel): Engine;
}

/**
 * Least memory for onnxruntime-web, GiB. Chosen: it adds 73–86 MB to the renderer (runtime.md), too much for
 * 1 GiB.
 */
const LEAST_MEMORY_GIB = 2;

/** The reason that `inspect()` gives on a page of `tellsign/inline` without the addresses of the files. */
const NO_ADDRESS = 'option ortUrl or ortWasmUrl is missing';

/** The engines of one page session. */
export function createEngines(config: AnalystConfig, { loadOrt, link, idle }: EngineDeps): Engines {
  const backend = config.engine === 'webgpu' ? 'webgpu' : 'wasm';
  const ort = createOrtEngine({ name: `ort-${backend}` });
  let warming: Promise<void> | null = null;
  let announceVerdict = () => {};
  const firstVerdict = new Promise<void>((resolve) => {
    announceVerdict = resolve;
  });

  const load = async (model: WorkerModel): Promise<Result<OrtSource>> => {
    // It would go on with the compiled-in model when the site's own has come after all.
    const [instead] = model.degraded ?? [];
    if (instead) return { ok: false, code: instead };
    const onnx = await model.fetchOnnx?.();
    if (onnx && !onnx.ok) return onnx;
    const { ortUrl, ortIntegrity, ortWasmUrl, ortFullWasmUrl, privacy } = config;
    if (!ortUrl || !ortWasmUrl) return { ok: false, code: 'ort_unavailable', detail: NO_ADDRESS };
    const starts = await loadOrt({
      ortUrl,
      ortIntegrity,
      ortWasmUrl,
      ortFullWasmUrl,
      backend,
      modelId: model.id,
      modelBytes: onnx ? onnx.value : null,
      // `minimal` stores nothing on the visitor's device.
      keep: privacy !== 'minimal',
    });
    return starts.ok ? { ok: true, value: { starts: starts.value, exact: model.exact } } : starts;
  };
  const warm = async (getModel: GetModel): Promise<void> => {
    const obstacle = findObstacle(config.engine, link());
    if (obstacle) return ort.refuse(obstacle);
    if (config.engine === 'auto') {
      await firstVerdict;
      await idle();
    }
    await ort.start(async () => {
      const model = await getModel();
      return model.ok ? load(model.value) : model;
    });
  };

  return {
    get ort() {
      return ort.state.name === 'asleep' ? 'idle' : ort.state.name;
    },
    get detail() {
      return ort.state.name === 'refused' ? ort.state.why : null;
    },
    async warm(getModel) {
      warming ??= warm(getModel);
      await warming;
      const { state } = ort;
      if (state.name === 'refused') return { ok: false, code: 'refused', detail: state.why };
      return { ok: true, value: ort.name };
    },
    pick(model) {
      announceVerdict();
      // onnxruntime-web may have loaded a model of the site before the browser refused it.
      return !model.degraded && ort.wake() ? ort : model.exact;
    },
  };
}

/** Why onnxruntime-web is not to be loaded here, or null. */
function findObstacle(choice: EngineChoice, { saveData, effectiveType, memoryGib }: Link): string | null {
  if (choice === 'exact') return 'engine: exact';
  if (choice !== 'auto') return null;
  if (saveData) return 'Save-Data';
  if (effectiveType && effectiveType !== '4g') return `slow link: ${effectiveType}`;
  if (memoryGib !== undefined && memoryGib < LEAST_MEMORY_GIB) return `little memory: ${memoryGib} GiB`;
  return null;
}
