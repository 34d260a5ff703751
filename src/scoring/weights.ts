import { FEATURES, GROUP_NAMES, MEMBERS } from '../contract/features/index.ts';
import { ZERO } from '../contract/model.ts';
import type { Result } from '../contract/result.ts';
import type { Slice, Sliced } from './slice.ts';

/**
 * Reads the weights file, with which the worker scores before anything else is loaded. It holds the blocks of
 * the ONNX file without the zeros between them: a group's columns are its own features'. Numbers of a kind
 * stand side by side, which halves the file after brotli. Layout:
 *
 *   layers L · L multipliers (float32, little-endian) · L × groups: units · groups: a byte for each column of
 * the group, 1 where it is
 *   used · all biases' lowest bytes, then the next, the next and the highest · L × groups: weights (int8),
 *   [inputs × units]
 *
 * Total: any bytes end in a Result. `train/export/weights.ts` writes it.
 */
export function readWeights(bytes: Uint8Array): Result<Sliced, 'model_malformed'> {
  let at = 0;
  const readBytes = (count: number) => {
    at += count;
    return bytes.subarray(at - count, at);
  };
  const [layers = 0] = readBytes(1);
  const floats = readBytes(4 * layers).slice();
  const units = Array.from({ length: layers }, () => readBytes(GROUP_NAMES.length));
  const columns = GROUP_NAMES.map((group) => {
    const own = MEMBERS[group];
    const all = [...own, ...own.map((index) => index + FEATURES.length)];
    const used = readBytes(all.length);
    return all.filter((_, place) => used[place]);
  });
  const sum = units.flatMap((counts) => [...counts]).reduce((total, count) => total + count, 0);
  const planes = [0, 8, 16, 24].map((shift) => ({ shift, plane: readBytes(sum) }));
  let bias = 0;
  const slices = GROUP_NAMES.map((): Slice['steps'][number][] => []);
  // A file that was cut would give views that are short.
  if (layers === 0 || at > bytes.length) return { ok: false, code: 'model_malformed' };
  const multipliers = new Float32Array(floats.buffer);
  units.forEach((counts, layer) => {
    counts.forEach((count, group) => {
      const inputs = layer === 0 ? columns[group]?.length : units[layer - 1]?.[group];
      slices[group]?.push({
        weights: Int32Array.from(new Int8Array(readBytes(count * (inputs ?? 0)).slice().buffer)),
        bias: Int32Array.from({ length: count }, () => {
          const value = planes.reduce((all, { shift, plane }) => all | ((plane[bias] ?? 0) << shift), 0);
          bias += 1;
          return value;
        }),
        inZero: layer === 0 ? ZERO : 0,
        outZero: layer === layers - 1 ? ZERO : 0,
        multiplier: multipliers[layer] ?? 0,
      });
    });
  });
  if (at !== bytes.length) return { ok: false, code: 'model_malformed' };
  return {
    ok: true,
    value: {
      width: 2 * FEATURES.length,
      slices: slices.map((steps, group) => ({ columns: columns[group] ?? [], steps })),
    },
  };
}
