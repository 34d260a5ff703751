import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../../src/scoring/network.ts';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { schemaNetwork, withLayer } from '../scoring/model.ts';

describe('writeOnnx', () => {
  it('gives the same bytes for the same network', () => {
    expect(writeOnnx(schemaNetwork(1))).toEqual(writeOnnx(schemaNetwork(1)));
  });

  it('writes what the reader reads', () => {
    for (const hidden of [[], [4], [16, 8], [3, 3, 3, 3, 3, 3, 3]]) {
      const network = schemaNetwork(2, hidden);
      expect(readOnnx(writeOnnx(network))).toEqual({ ok: true, value: network });
    }
  });

  it('refuses a layer of a wrong shape, a broken chain and a scale that is no float32', () => {
    const network = schemaNetwork(3);
    expect(() => writeOnnx(withLayer(network, 0, { weights: new Uint8Array(3) }))).toThrow(RangeError);
    expect(() => writeOnnx(withLayer(network, 1, { inScale: 0.5 }))).toThrow(RangeError);
    expect(() => writeOnnx(withLayer(network, 2, { weightScale: 0.1 }))).toThrow(RangeError);
  });

  it('is fused by onnxruntime to integer arithmetic', async () => {
    // The bias cancels a sum near 2^23 but for 3 steps, each worth one output step. Integers keep the 3;
    // floats lose it, as the same file without graph optimisation shows.
    env.wasm.numThreads = 1;
    const inputs = 510;
    const inScale = Math.fround(0.1);
    const weightScale = Math.fround(0.3);
    const network: Network = {
      layers: [
        {
          inputs,
          outputs: 1,
          weights: new Uint8Array(inputs).fill(255),
          weightScale,
          bias: Int32Array.of(3 - inputs * 127 * 127),
          inScale,
          outScale: Math.fround(inScale * weightScale),
          relu: false,
        },
      ],
    };
    const answer = async (graphOptimizationLevel: 'all' | 'disabled') => {
      const options = { executionProviders: ['wasm'], graphOptimizationLevel };
      const session = await InferenceSession.create(writeOnnx(network), options);
      const { y } = await session.run({
        x: new Tensor('uint8', new Uint8Array(inputs).fill(255), [1, inputs]),
      });
      await session.release();
      return y!.data[0];
    };
    expect(await answer('all')).toBe(131);
    expect(await answer('disabled')).not.toBe(131);
  });
});
