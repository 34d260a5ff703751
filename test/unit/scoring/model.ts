import { createHash } from 'node:crypto';
import { FEATURES, GROUP_NAMES, MEMBERS, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import type { Layer, Network } from '../../../src/scoring/network.ts';
import type { VerifierManifest } from '../../../src/server/model/model.ts';
import { randomNetwork } from '../../../tools/ort-slim/random-network.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';

/** Input columns of each group of the schema. */
export const COLUMNS = GROUP_NAMES.map((group) => MEMBERS[group].flatMap((i) => [i, i + FEATURES.length]));

/** A network of the schema's shape with random weights. */
export function schemaNetwork(seed: number, hidden: readonly number[] = [16, 8]): Network {
  return randomNetwork({ seed, groups: COLUMNS, inputs: 2 * FEATURES.length, hidden });
}

/** A file's manifest: features centred on the middle of their bounds, any evidence plausible but zeros. */
export function manifestOf(bytes: Uint8Array, network: Network): VerifierManifest {
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
    floor: { rms: 1e-9, n: 1 },
  };
}

export async function randomModel(seed: number): Promise<Model<VerifierManifest>> {
  const network = schemaNetwork(seed);
  const bytes = writeOnnx(network);
  const manifest = manifestOf(bytes, network);
  const loaded = await loadModel(bytes, manifest);
  if (!loaded.ok) throw new Error(`${loaded.code}: ${loaded.detail}`);
  return { ...loaded.value, manifest };
}

/** The same network with one layer changed. */
export function withLayer(network: Network, index: number, change: Partial<Layer>): Network {
  const layers = network.layers.map((layer, at) => (at === index ? { ...layer, ...change } : layer));
  return { layers: layers as unknown as Network['layers'] };
}
