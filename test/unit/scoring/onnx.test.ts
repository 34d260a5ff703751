import fc from 'fast-check';
import onnxProto from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { randomNetwork } from '../../../tools/ort-slim/random-network.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { schemaNetwork } from './model.ts';

const { ModelProto } = onnxProto.onnx;
type Model = InstanceType<typeof ModelProto>;
const groups = [
  [0, 1, 4, 5],
  [2, 3, 6, 7],
];
const small = writeOnnx(randomNetwork({ seed: 1, inputs: 8, groups, hidden: [3] }));

/** A file that is right but for one change. */
function changed(change: (model: Model) => void): Uint8Array {
  const model = ModelProto.decode(small.slice());
  change(model);
  return ModelProto.encode(model).finish();
}

const code = (bytes: Uint8Array) => {
  const read = readOnnx(bytes);
  return read.ok ? 'ok' : read.code;
};
const CODES = ['ok', 'model_malformed', 'model_unsupported'];
function coded(bytes: Uint8Array): void {
  expect(CODES).toContain(code(bytes));
}
const tensor = (model: Model, name: string) => model.graph!.initializer!.find((item) => item.name === name)!;
const node = (model: Model, operator: string) => model.graph!.node!.find((item) => item.opType === operator)!;

const REFUSED: readonly (readonly [string, string, (model: Model) => void])[] = [
  [
    'another operator',
    'model_unsupported',
    (m) => {
      node(m, 'Relu').opType = 'LeakyRelu';
    },
  ],
  [
    'a float tail',
    'model_unsupported',
    (m) => {
      m.graph!.node!.push({ opType: 'Softmax', input: ['y'], output: ['z'] });
    },
  ],
  [
    'an attribute',
    'model_unsupported',
    (m) => {
      node(m, 'Gemm').attribute = [{ name: 'alpha', type: 1, f: 2 }];
    },
  ],
  [
    'a foreign operator domain',
    'model_unsupported',
    (m) => {
      node(m, 'Gemm').domain = 'com.example';
    },
  ],
  [
    'a foreign opset domain',
    'model_unsupported',
    (m) => {
      m.opsetImport![0]!.domain = 'com.example';
    },
  ],
  [
    'an old opset',
    'model_unsupported',
    (m) => {
      m.opsetImport![0]!.version = 10;
    },
  ],
  [
    'no opset',
    'model_malformed',
    (m) => {
      m.opsetImport = [];
    },
  ],
  [
    'no graph',
    'model_malformed',
    (m) => {
      m.graph = null;
    },
  ],
  [
    'local functions',
    'model_unsupported',
    (m) => {
      m.functions = [{ name: 'Gemm' }];
    },
  ],
  [
    'external data',
    'model_unsupported',
    (m) => {
      tensor(m, 'w0').externalData = [{ key: 'location', value: '/etc/passwd' }];
    },
  ],
  [
    'data declared external',
    'model_unsupported',
    (m) => {
      tensor(m, 'w0').dataLocation = 1;
    },
  ],
  [
    'typed instead of raw data',
    'model_unsupported',
    (m) => {
      Object.assign(tensor(m, 'w0_scale'), { floatData: [1], rawData: new Uint8Array() });
    },
  ],
  [
    'sparse weights',
    'model_unsupported',
    (m) => {
      m.graph!.sparseInitializer = [{}];
    },
  ],
  [
    'signed weights',
    'model_unsupported',
    (m) => {
      tensor(m, 'w0').dataType = 3;
    },
  ],
  [
    'weights cut short',
    'model_malformed',
    (m) => {
      tensor(m, 'w0').rawData = new Uint8Array(5);
    },
  ],
  [
    'a huge dimension',
    'model_unsupported',
    (m) => {
      tensor(m, 'w0').dims = [2 ** 31, 2 ** 31];
    },
  ],
  [
    'a name twice',
    'model_malformed',
    (m) => {
      tensor(m, 'w0').name = 'w1';
    },
  ],
  [
    'a missing constant',
    'model_malformed',
    (m) => {
      tensor(m, 'w0').name = 'elsewhere';
    },
  ],
  [
    'a cycle',
    'model_malformed',
    (m) => {
      m.graph!.node!.find((n) => n.output![0] === 'x0_f')!.input![0] = 'y';
    },
  ],
  [
    'a scale of zero',
    'model_unsupported',
    (m) => {
      tensor(m, 'y0_scale').rawData = new Uint8Array(4);
    },
  ],
  [
    'a scale that is not a number',
    'model_unsupported',
    (m) => {
      tensor(m, 'y0_scale').rawData = Uint8Array.of(0, 0, 192, 127);
    },
  ],
  [
    'a bias of another scale',
    'model_unsupported',
    (m) => {
      tensor(m, 'b0_scale').rawData = Uint8Array.of(0, 0, 128, 63);
    },
  ],
  [
    'a bias near the edge of int32',
    'model_unsupported',
    (m) => {
      tensor(m, 'b0').rawData!.set([255, 255, 255, 127]);
    },
  ],
  [
    'another zero point of the weights',
    'model_unsupported',
    (m) => {
      tensor(m, 'w0_zero').rawData = Uint8Array.of(127);
    },
  ],
  [
    'another zero point of x',
    'model_unsupported',
    (m) => {
      tensor(m, 'x_zero').rawData = Uint8Array.of(127);
    },
  ],
  [
    'another zero point after Relu',
    'model_unsupported',
    (m) => {
      tensor(m, 'y0_zero').rawData = Uint8Array.of(1);
    },
  ],
  [
    'a zero point of the bias',
    'model_unsupported',
    (m) => {
      tensor(m, 'b0_zero').rawData = Uint8Array.of(1, 0, 0, 0);
    },
  ],
  [
    'a second input',
    'model_unsupported',
    (m) => {
      m.graph!.input!.push({ name: 'x2' });
    },
  ],
  [
    'a float input',
    'model_unsupported',
    (m) => {
      m.graph!.input![0]!.type!.tensorType!.elemType = 1;
    },
  ],
  [
    'a fixed batch',
    'model_unsupported',
    (m) => {
      m.graph!.input![0]!.type!.tensorType!.shape!.dim![0] = { dimValue: 4 };
    },
  ],
  [
    'other columns than the weights',
    'model_malformed',
    (m) => {
      m.graph!.input![0]!.type!.tensorType!.shape!.dim![1] = { dimValue: 4 };
    },
  ],
  [
    'a name with a line break',
    'model_unsupported',
    (m) => {
      tensor(m, 'w0').name = 'w0\nERROR';
    },
  ],
];

describe('readOnnx', () => {
  it('reads a good file', () => {
    expect(code(small)).toBe('ok');
    expect(code(changed(() => undefined))).toBe('ok');
  });

  it.each(REFUSED)('refuses %s', (_, expected, change) => {
    expect(code(changed(change))).toBe(expected);
  });

  it('refuses more layers and larger files than it runs', () => {
    expect(code(writeOnnx(schemaNetwork(1, [2, 2, 2, 2, 2, 2, 2])))).toBe('ok');
    expect(code(writeOnnx(schemaNetwork(1, [2, 2, 2, 2, 2, 2, 2, 2])))).toBe('model_unsupported');
    expect(code(new Uint8Array(256 * 1024 + 1))).toBe('model_unsupported');
  });

  it('refuses every proper prefix', () => {
    for (let length = 0; length < small.length; length++)
      expect(code(small.subarray(0, length))).not.toBe('ok');
  });

  it('is total over any single byte changed', () => {
    const answers = new Set<string>();
    const bytes = small.slice();
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 8, 128, 255]) {
        bytes[at]! ^= flip;
        answers.add(code(bytes));
        bytes[at]! ^= flip;
      }
    }
    // Some changes only make another good network.
    expect([...answers].sort()).toEqual([...CODES].sort());
  });

  it('is total over random bytes and spliced files', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), coded), { numRuns: 2000 });
    const place = fc.nat(small.length - 1);
    fc.assert(
      fc.property(place, place, fc.uint8Array({ maxLength: 12 }), (from, to, bytes) =>
        coded(Uint8Array.from([...small.subarray(0, from), ...bytes, ...small.subarray(to)])),
      ),
      { numRuns: 1000 },
    );
  });

  it('stays fast on the worst files of the largest size', () => {
    const size = 256 * 1024;
    const worst = [
      new Uint8Array(size),
      new Uint8Array(size).fill(255),
      // Empty nodes, empty constants and empty metadata, as many as fit.
      Uint8Array.from({ length: size }, (_, i) => (i % 2 === 0 ? 0x72 : 0)),
      nested(size, 0x0a),
      nested(size, 0x2a),
    ];
    for (const bytes of worst) {
      const started = performance.now();
      expect(code(bytes)).not.toBe('ok');
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });
});

/** A graph field that holds `tag`-fields of length 0 only. */
function nested(size: number, tag: number): Uint8Array {
  const length = size - 8;
  const bytes = new Uint8Array(size);
  bytes.set([0x42, 0x02, 0x10, 13, 0x3a, (length & 127) | 128, ((length >> 7) & 127) | 128, length >> 14]);
  for (let at = 8; at < size; at += 2) bytes[at] = tag;
  return bytes;
}
