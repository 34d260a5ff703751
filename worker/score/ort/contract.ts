import type { Result } from '../../../src/contract/result.ts';
import type { fetchOwn } from '../own/fetch-own.ts';

export type Backend = 'wasm' | 'webgpu';

export interface OrtOptions {
  /**
   * Absolute URL of the module that runs the runtime: `ort.js`, or for WebGPU `ort-webgpu.js` of
   * `tellsign-ort`.
   */
  readonly ortUrl: string;
  /** Hash that it must have, `sha384-…`. */
  readonly ortIntegrity?: string | undefined;
  /**
   * Absolute URL of its WebAssembly: `ort.wasm`, made for models like the shipped one, or `ort-webgpu.wasm`.
   */
  readonly ortWasmUrl: string;
  /** Absolute URL of `ort-full.wasm` of `tellsign-ort`, used where the other file fails. */
  readonly ortFullWasmUrl?: string | undefined;
  readonly backend: Backend;
  /** Id of the model that is to run. */
  readonly modelId: string;
  /** Its ONNX file. Null for the shipped model, which the module contains. */
  readonly modelBytes: Uint8Array | null;
  /** Whether the WebAssembly may be kept in the Cache API. */
  readonly keep: boolean;
}

/** Exports of `ort/wasm.ts` and `ort/webgpu.ts`. */
export interface OrtModule {
  /** Fetches a site's own model; see `own/fetch-own.ts`. */
  readonly fetchOwn: typeof fetchOwn;
  /** Ways to start the runtime, each a fallback for the one before. */
  createStarts(options: OrtOptions): OrtResult<readonly OrtStart[]>;
}

/** Starts onnxruntime-web in a worker of its own. Never rejects. */
export type OrtStart = () => Promise<OrtResult<OrtRuntime>>;

export interface OrtRuntime {
  /** `rows` holds count × input columns. Rejects when the runtime fails: it must not be used again. */
  run(rows: Uint8Array, count: number): Promise<Uint8Array>;
  /** Ends the worker, which gives its memory back. */
  end(): void;
}

/**
 * `ort_unavailable`: the module did not load, or no worker may start · `ort_blocked`: the page's policy
 * forbids WebAssembly · `ort_fetch`: the WebAssembly did not come, or was not the file that was built ·
 * `ort_adapter`: WebGPU has no adapter here · `ort_init`: no session · `ort_mismatch`: other integers than
 * the reference engine · `ort_model`: the module contains another model · `ort_timeout`: no answer ·
 * `ort_trap`: a run failed and there is no other file to go on with.
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
  /** Rejects when the runtime fails: it must not be used again. */
  run(rows: Uint8Array, count: number): Promise<Uint8Array>;
}
