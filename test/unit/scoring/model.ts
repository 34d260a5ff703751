import { createHash } from 'node:crypto';
import { FEATURES, GROUP_NAMES, MEMBERS, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { Manifest } from '../../../src/contract/model.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import type { Layer, Network } from '../../../src/scoring/network.ts';
import { randomNetwork } from '../../../tools/ort-slim/random-network.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';

/** Input columns of each group of the schema. */
export const COLUMNS = GROUP_NAMES.map((group) => MEMBERS[group].flatMap((i) => [i, i + FEATURES.length]));

/** A network of the schema's shape with random weights. */
export function schemaNetwork(seed: number, hidden: readonly number[] = [16, 8]): Network {
  return randomNetwork({ seed, groups: COLUMNS, inputs: 2 * FEATURES.length, hidden });
}

/** The manifest of a file: every feature centred on the middle of its bounds. */
export function manifestOf(bytes: Uint8Array, network: Network): Manifest {
  const log = (index: number, value: number) =>
    FEATURES[index]?.transform === 'log1p' ? Math.log1p(value) : value;
  const bounds = FEATURES.map(({ min, max }, index) => [log(index, min), log(index, max)] as const);
  return {
    v: 1,
    name: 'random',
    version: 1,
    file: 'random.onnx',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    schema: SCHEMA_ID,
    center: bounds.map(([low, high]) => (low + high) / 2),
    scale: bounds.map(([low, high]) => (high - low) / 6),
    logitScale: network.layers.at(-1)!.outScale,
    bias: -7,
    calibration: { slope: 1, intercept: 0 },
    thresholds: { medium: 0.3, high: 0.8, source: 'arbitrary, for tests' },
    exp: 0,
  };
}

export async function randomModel(seed: number): Promise<Model<Manifest>> {
  const network = schemaNetwork(seed);
  const bytes = writeOnnx(network);
  const loaded = await loadModel(bytes, manifestOf(bytes, network));
  if (!loaded.ok) throw new Error(`${loaded.code}: ${loaded.detail}`);
  return loaded.value;
}

/** The same network with one layer changed. */
export function withLayer(network: Network, index: number, change: Partial<Layer>): Network {
  const layers = network.layers.map((layer, at) => (at === index ? { ...layer, ...change } : layer));
  return { layers: layers as unknown as Network['layers'] };
}
