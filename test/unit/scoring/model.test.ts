import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES, GROUP_NAMES } from '../../../src/contract/features/index.ts';
import type { Manifest } from '../../../src/contract/model.ts';
import { loadModel } from '../../../src/scoring/model.ts';
import type { Network } from '../../../src/scoring/network.ts';
import { randomNetwork } from '../../../tools/ort-slim/random-network.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { COLUMNS, manifestOf, schemaNetwork, withLayer } from './model.ts';

let network: Network;
let bytes: Uint8Array;
let manifest: Manifest;
beforeAll(() => {
  network = schemaNetwork(1);
  bytes = writeOnnx(network);
  manifest = manifestOf(bytes, network);
});

async function code(file: Uint8Array, given: unknown): Promise<string> {
  const loaded = await loadModel(file, given);
  return loaded.ok ? 'ok' : `${loaded.code}${loaded.detail ? `: ${loaded.detail}` : ''}`;
}
/** Loads a network under a manifest made for it. */
const load = (other: Network) => {
  const file = writeOnnx(other);
  return code(file, manifestOf(file, other));
};

describe('loadModel', () => {
  it('accepts the file its manifest names, and names it by its hash', async () => {
    const loaded = await loadModel(bytes, manifest);
    if (!loaded.ok) throw new Error(loaded.code);
    expect(loaded.value.id).toBe(Buffer.from(manifest.sha256, 'hex').subarray(0, 16).toString('base64url'));
    expect(loaded.value.empty).toHaveLength(GROUP_NAMES.length);
  });

  it('refuses a file that was cut or changed', async () => {
    expect(await code(bytes.subarray(0, -1), manifest)).toMatch(/^model_hash/);
    expect(await code(bytes.with(100, bytes[100]! ^ 1), manifest)).toBe('model_hash');
    expect(await code(new Uint8Array(), manifest)).toMatch(/^model_hash/);
  });

  it('refuses a file that is whole but no model', async () => {
    const text = new TextEncoder().encode('<!doctype html><title>Not found</title>');
    expect(await code(text, manifestOf(text, network))).toMatch(/^model_(malformed|unsupported)/);
  });

  it('refuses a network of another shape', async () => {
    const [first = [], ...others] = COLUMNS;
    const inputs = 2 * FEATURES.length;
    expect(await load(randomNetwork({ seed: 1, groups: COLUMNS, inputs: inputs + 2, hidden: [2] }))).toBe(
      'model_unsupported: columns of x',
    );
    expect(
      await load(randomNetwork({ seed: 1, groups: [first, ...others.slice(1)], inputs, hidden: [2] })),
    ).toBe('model_unsupported: columns of y');
  });

  it('refuses a single weight that lets one group see another', async () => {
    const [hidden] = network.layers;
    const weights = hidden.weights.slice();
    // The first unit belongs to the first group; the last value column to the last one.
    weights[(FEATURES.length - 1) * hidden.outputs] = 129;
    expect(await load(withLayer(network, 0, { weights }))).toBe(
      'model_unsupported: group pointer_delivery sees other groups',
    );
    const between = network.layers[1]!.weights.slice();
    between[(network.layers[1]!.inputs - 1) * network.layers[1]!.outputs] = 129;
    expect(await load(withLayer(network, 1, { weights: between }))).toBe(
      'model_unsupported: group pointer_delivery sees other groups',
    );
  });

  it('refuses a logit scale other than the file has', async () => {
    expect(await code(bytes, { ...manifest, logitScale: manifest.logitScale / 2 })).toBe(
      'model_unsupported: logitScale',
    );
  });

  it.each([
    ['v', 2],
    ['sha256', 'ABC'],
    ['bytes', -1],
    ['bytes', '50467'],
    ['center', [0]],
    ['center', FEATURES.map(() => Number.NaN)],
    ['scale', FEATURES.map(() => 0)],
    ['logitScale', 0.1],
    ['logitScale', 0],
    ['bias', 0.5],
    ['calibration', null],
    ['calibration', { slope: -1, intercept: 0 }],
    ['thresholds', { medium: 0.9, high: 0.2, source: '' }],
    ['thresholds', { medium: 0, high: 1, source: '' }],
    ['exp', 1.5],
  ])('refuses a manifest whose %s is %j', async (name, value) => {
    expect(await code(bytes, { ...manifest, [name]: value })).toBe(`model_malformed: manifest: ${name}`);
  });

  it('refuses what is no manifest, and one for other features', async () => {
    for (const junk of [null, 1, 'x', [], {}])
      expect(await code(bytes, junk)).toMatch(/^model_malformed: manifest/);
    expect(await code(bytes, { ...manifest, schema: 99 })).toBe('model_unsupported: manifest: schema');
  });
});
