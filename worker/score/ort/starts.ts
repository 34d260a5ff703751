import { id, onnx } from 'virtual:model';
import { decodeBase64url } from '../../../src/wire/base64url.ts';
import type { OrtOptions, OrtResult, OrtStart, WasmFile } from './contract.ts';
import { startOrt } from './start.ts';

/**
 * One of the builds of the runtime: its own address, and the files it can run on, each a fallback for the one
 * before.
 */
export interface Build {
  readonly url: string;
  readonly files: readonly WasmFile[];
}

/** One way to start for each file. */
export function listStarts(build: Build, options: OrtOptions): OrtResult<readonly OrtStart[]> {
  const { modelId, backend, keep } = options;
  const shipped = modelId === id ? decodeBase64url(onnx) : null;
  const modelBytes = options.modelBytes ?? shipped;
  // Two caches may give a worker of one release and a module of another.
  if (!modelBytes) return { ok: false, code: 'ort_model', detail: `${id} is here, not ${modelId}` };
  const starts = build.files.map(
    (file): OrtStart =>
      () =>
        startOrt(build.url, { file, modelBytes, backend, keep }),
  );
  return { ok: true, value: starts };
}
