import type { Inspection } from '../../../src/contract/analyst.ts';
import type { Result } from '../../../src/contract/result.ts';
import type { Engine } from '../../../src/scoring/engine.ts';

export type Backend = 'wasm' | 'webgpu';

export interface OrtOptions {
  /** Absolute URL of the runtime module, `dist/ort.js`; `dist/ort-webgpu.js` lies beside it. */
  readonly ortUrl: string;
  /** What it has to be, `sha384-…`. */
  readonly ortIntegrity?: string | undefined;
  /** Absolute URL of the WebAssembly made for models like the shipped one, `dist/ort.wasm`; `dist/ort-full.wasm` lies beside it. */
  readonly ortWasmUrl: string;
  readonly modelBytes: Uint8Array;
  readonly backend: Backend;
  /** Whether the WebAssembly may be kept in the Cache API. */
  readonly keep: boolean;
  /** Time without a run after which the runtime's worker is ended, ms. @default 60000 */
  readonly idleMs?: number;
}

/**
 * `ort_unavailable`: the module did not load, or no worker may start · `ort_blocked`: the page's policy forbids WebAssembly ·
 * `ort_fetch`: the WebAssembly did not come, or was not the file that was built · `ort_adapter`: WebGPU has no adapter here ·
 * `ort_init`: no session · `ort_mismatch`: other integers than the reference engine · `ort_model`: the model file is refused ·
 * `ort_timeout`: no answer · `ort_trap`: a run failed and there is no other file to go on with.
 */
export type OrtCode =
  | 'ort_unavailable'
  | 'ort_blocked'
  | 'ort_fetch'
  | 'ort_adapter'
  | 'ort_init'
  | 'ort_mismatch'
  | 'ort_model'
  | 'ort_timeout'
  | 'ort_trap';

/** onnxruntime-web in a worker of its own, which ends when it is idle and starts again when it is wanted. */
export interface OrtEngine extends Engine {
  /** `idle`: the worker has been ended and its memory is free · `loading`: it is on its way (again). */
  readonly state: Inspection['ort'];
  /** Why it was refused. */
  readonly detail: string | null;
  /** Whether it can run at once; if not, it is started for a later run. */
  wake(): boolean;
  run(rows: Uint8Array, count: number): Promise<Uint8Array>;
  /** Ends the worker for good. */
  release(): void;
}

export type OrtResult<T> = Result<T, OrtCode>;

/** A WebAssembly file with its `sha384-…`, and the name of the cache that keeps its newest version. */
export interface WasmFile {
  readonly cache: string;
  readonly url: string;
  readonly integrity: string;
}

export interface Order {
  readonly file: WasmFile;
  readonly modelBytes: Uint8Array;
  readonly backend: Backend;
  readonly keep: boolean;
}

/** What the runtime's worker exposes through Comlink. */
export interface OrtServer {
  start(order: Order): Promise<OrtResult<null>>;
  /** Rejects when the runtime fails: it must not be asked again. */
  run(rows: Uint8Array, count: number): Promise<Uint8Array>;
}
