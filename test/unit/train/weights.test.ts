import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { sliceNetwork } from '../../../src/scoring/slice.ts';
import { readWeights } from '../../../src/scoring/weights.ts';
import { randomNetwork } from '../../../tools/ort-slim/random-network.ts';
import { pinOf } from '../../../train/export/pin.ts';
import { writeWeights } from '../../../train/export/weights.ts';
import { COLUMNS, schemaNetwork, withLayer } from '../scoring/model.ts';

const shipped = (name: string) => new Uint8Array(readFileSync(`model/${name}`));

describe('the weights file', () => {
  it('of the shipped model holds the very network of its ONNX file', () => {
    const onnx = readOnnx(shipped('tellsign.onnx'));
    if (!onnx.ok) throw new Error(onnx.code);
    expect(readWeights(shipped('tellsign.weights'))).toEqual({ ok: true, value: sliceNetwork(onnx.value) });
    expect(writeWeights(onnx.value)).toEqual(shipped('tellsign.weights'));
  });

  it.each([[[16, 8]], [[12]], [[7, 5, 3]]])('is read as it was written, hidden layers %j', (hidden) => {
    const network = schemaNetwork(3, hidden);
    expect(readWeights(writeWeights(network))).toEqual({ ok: true, value: sliceNetwork(network) });
  });

  it('is refused when it was cut or goes on', () => {
    const file = writeWeights(schemaNetwork(4, [3]));
    const refused = { ok: false, code: 'model_malformed' };
    for (let length = 0; length < file.length; length++)
      expect(readWeights(file.subarray(0, length))).toEqual(refused);
    expect(readWeights(Uint8Array.from([...file, 0]))).toEqual(refused);
  });

  it('ends in an answer whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(['ok', 'model_malformed']).toContain(
          ((read) => (read.ok ? 'ok' : read.code))(readWeights(bytes)),
        );
      }),
    );
  });

  it('is not written for a network whose groups mix, or of other outputs', () => {
    const network = schemaNetwork(5, [2]);
    const weights = network.layers[0].weights.slice();
    weights[(network.layers[0].inputs - 1) * network.layers[0].outputs] = 129;
    expect(() => writeWeights(withLayer(network, 0, { weights }))).toThrow(RangeError);
    const inputs = network.layers[0].inputs;
    expect(() =>
      writeWeights(randomNetwork({ seed: 1, groups: COLUMNS.slice(1), inputs, hidden: [2] })),
    ).toThrow(RangeError);
  });
});

describe('the shipped manifest', () => {
  it('names the shipped files', () => {
    const manifest = JSON.parse(readFileSync('model/manifest.json', 'utf8'));
    expect(manifest).toMatchObject({
      ...pinOf(shipped('tellsign.onnx')),
      weights: pinOf(shipped('tellsign.weights')),
    });
  });
});
