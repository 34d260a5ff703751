import { malformed, readMessage, unsupported } from './protobuf.ts';

/** `TensorProto.DataType`, and the bytes of one element. */
const FLOAT = 1;
const UINT8 = 2;
const INT32 = 6;
const WIDTH: Readonly<Record<number, number>> = { [FLOAT]: 4, [UINT8]: 1, [INT32]: 4 };

/**
 * Rows or columns of a weight matrix: two columns for each of 255 features, the most that evidence can carry.
 */
const MAX_DIMENSION = 510;

interface Tensor {
  readonly type: number;
  readonly dims: readonly number[];
  readonly data: DataView;
}

/**
 * The constants of a graph, by name. Every getter refuses a tensor that is absent or of another type or
 * shape.
 */
export interface Tensors {
  matrix(name: string): { readonly inputs: number; readonly outputs: number; readonly weights: Uint8Array };
  /** A vector of `length`, or a scalar. */
  integers(name: string, length?: number): Int32Array;
  byte(name: string): number;
  /** A float32 scalar that is positive and normal. */
  scale(name: string): number;
}

/** Reads `GraphProto.initializer`. Only raw, embedded data: no external files, no typed lists. */
export function createTensors(messages: readonly Uint8Array[]): Tensors {
  const tensors = new Map<string, Tensor>();
  for (const message of messages) {
    const [name, tensor] = readTensor(message);
    if (tensors.has(name)) malformed(`${name} twice`);
    tensors.set(name, tensor);
  }

  const get = (name: string, type: number, rank: number): Tensor => {
    const tensor = tensors.get(name) ?? malformed(`no constant ${name}`);
    if (tensor.type !== type || tensor.dims.length !== rank) unsupported(`type or shape of ${name}`);
    return tensor;
  };
  return {
    matrix(name) {
      const { dims, data } = get(name, UINT8, 2);
      const [inputs = 0, outputs = 0] = dims;
      return {
        inputs,
        outputs,
        weights: new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(),
      };
    },
    integers(name, length) {
      const { dims, data } = get(name, INT32, length === undefined ? 0 : 1);
      if (length !== undefined && dims[0] !== length) malformed(`length of ${name}`);
      return Int32Array.from({ length: length ?? 1 }, (_, index) => data.getInt32(4 * index, true));
    },
    byte: (name) => get(name, UINT8, 0).data.getUint8(0),
    scale(name) {
      const value = get(name, FLOAT, 0).data.getFloat32(0, true);
      return value >= 2 ** -60 && value <= 2 ** 60 ? value : unsupported(`scale ${name}`);
    },
  };
}

function readTensor(message: Uint8Array): [name: string, Tensor] {
  // TensorProto: dims, data_type, name, raw_data, doc. Neither typed lists nor segments nor external data.
  const tensor = readMessage(message, [1, 2, 8, 9, 12]);
  const type = tensor.int(2) ?? malformed('untyped constant');
  const width = WIDTH[type] ?? unsupported(`constant of type ${type}`);
  const dims = tensor.ints(1);
  if (dims.length > 2 || dims.some((size) => size < 1 || size > MAX_DIMENSION))
    unsupported('size of a constant');
  const bytes = tensor.bytes(9) ?? malformed('constant without data');
  if (bytes.length !== dims.reduce((size, dim) => size * dim, width)) malformed('size of a constant');
  return [tensor.text(8), { type, dims, data: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) }];
}
