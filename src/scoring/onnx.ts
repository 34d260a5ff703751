import { type ModelCode, ZERO } from '../contract/model.ts';
import type { Result } from '../contract/result.ts';
import { inputWidth, type Layer, type Network, outputWidth, outputZero } from './network.ts';
import { malformed, Refusal, readMessage, unsupported } from './protobuf.ts';
import { createTensors, type Tensors } from './tensors.ts';

/** Longest file, bytes. Chosen: five times the shipped one, so that a site's own model has room. */
const MAX_FILE = 256 * 1024;
const MAX_LAYERS = 8;
/** `TensorProto.DataType.UINT8`. */
const UINT8 = 2;
/** Operator sets in which the five operators mean what the integer runtime does. */
const OPSETS = [13, 21] as const;

interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
}

/**
 * Reads the one graph the SDK runs (`src/contract/model.ts`) from an ONNX file and refuses everything else:
 * other operators, attributes, types and shapes, external data, subgraphs, local functions. Total: any bytes
 * end in a Result, in time linear in their number.
 */
export function readOnnx(bytes: Uint8Array): Result<Network, ModelCode> {
  try {
    if (bytes.length > MAX_FILE) unsupported(`${bytes.length} bytes`);
    return { ok: true, value: readModel(bytes) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, detail: error.message };
    return { ok: false, code: 'model_malformed', detail: String(error) };
  }
}

function readModel(bytes: Uint8Array): Network {
  // ModelProto: ir_version, producer, domain, version, doc, graph, opset_import, metadata; no training info,
  // no local functions.
  const model = readMessage(bytes, [1, 2, 3, 4, 5, 6, 7, 8, 14]);
  const sets = model.all(8).map((set) => readMessage(set, [1, 2]));
  const version = sets[0]?.int(2) ?? malformed('no operator set');
  if (sets.length !== 1 || sets[0]?.text(1) !== '') unsupported('operator domain');
  if (version < OPSETS[0] || version > OPSETS[1]) unsupported(`opset ${version}`);
  // GraphProto: node, name, initializer, doc, input, output, value_info; no sparse tensors, no quantisation
  // annotations.
  const graph = readMessage(model.bytes(7) ?? malformed('no graph'), [1, 2, 5, 10, 11, 12, 13]);
  const nodes = readNodes(graph.all(1));
  const tensors = createTensors(graph.all(5));
  const input = readPort(graph.all(11));
  const output = readPort(graph.all(12));
  const network = readChain({ nodes, tensors, input: input.name, output: output.name });
  if (nodes.size > 0) unsupported('nodes beside the chain');
  if (inputWidth(network) !== input.columns || outputWidth(network) !== output.columns)
    malformed('shape of x or y');
  return network;
}

/** Nodes by the name of their only output. */
function readNodes(messages: readonly Uint8Array[]): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const message of messages) {
    // NodeProto: input, output, name, op_type, doc. Attributes and foreign domains change the meaning and are
    // not on the list.
    const node = readMessage(message, [1, 2, 3, 4, 6]);
    const [output = malformed('node without output'), ...more] = node.texts(2);
    if (more.length > 0 || output === '' || nodes.has(output)) malformed('node outputs');
    nodes.set(output, { operator: node.text(4), inputs: node.texts(1) });
  }
  return nodes;
}

/** The only graph input or output: uint8 [any, columns]. */
function readPort(messages: readonly Uint8Array[]): { readonly name: string; readonly columns: number } {
  const [message = malformed('no x or no y'), ...more] = messages;
  if (more.length > 0) unsupported('several inputs or outputs');
  const port = readMessage(message, [1, 2, 3]);
  const type = readMessage(port.bytes(2) ?? malformed('untyped'), [1]);
  const tensor = readMessage(type.bytes(1) ?? malformed('untyped'), [1, 2]);
  if (tensor.int(1) !== UINT8) unsupported('x or y is not uint8');
  const shape = readMessage(tensor.bytes(2) ?? malformed('no shape'), [1]);
  const [rows, columns, ...rest] = shape.all(1).map((dim) => readMessage(dim, [1, 2]).int(1));
  if (rows !== undefined || columns === undefined || rest.length > 0)
    unsupported('shape is not [N, columns]');
  return { name: port.text(1), columns };
}

interface Chain {
  /** Nodes not read yet. Reading one removes it, so that a cycle ends and leftovers show. */
  readonly nodes: Map<string, Node>;
  readonly tensors: Tensors;
  readonly input: string;
  readonly output: string;
}

function readChain({ nodes, tensors, input, output }: Chain): Network {
  const removeNode = (name: string, operator: string, arity: number): readonly string[] => {
    const node = nodes.get(name) ?? malformed(`nothing makes ${name}`);
    if (node.operator !== operator) unsupported(`${node.operator} where ${operator} belongs`);
    if (node.inputs.length !== arity) unsupported(`inputs of ${operator}`);
    nodes.delete(name);
    return node.inputs;
  };

  /** Reads the layer that makes `name` and says what feeds it. */
  function readLayer(name: string): {
    readonly layer: Layer;
    readonly from: string;
    readonly inZero: number;
  } {
    const [active = '', outScale = '', outZero = ''] = removeNode(name, 'QuantizeLinear', 3);
    const relu = nodes.get(active)?.operator === 'Relu';
    const sum = relu ? (removeNode(active, 'Relu', 1)[0] ?? '') : active;
    const [a = '', b = '', c = ''] = removeNode(sum, 'Gemm', 3);
    const [from = '', inScale = '', inZero = ''] = removeNode(a, 'DequantizeLinear', 3);
    const [w = '', weightScale = '', weightZero = ''] = removeNode(b, 'DequantizeLinear', 3);
    const [bias = '', biasScale = '', biasZero = ''] = removeNode(c, 'DequantizeLinear', 3);
    const matrix = tensors.matrix(w);
    const layer: Layer = {
      ...matrix,
      weightScale: tensors.scale(weightScale),
      bias: tensors.integers(bias, matrix.outputs),
      inScale: tensors.scale(inScale),
      outScale: tensors.scale(outScale),
      relu,
    };
    if (tensors.scale(biasScale) !== Math.fround(layer.inScale * layer.weightScale))
      unsupported('scale of a bias');
    if (tensors.integers(biasZero)[0] !== 0 || tensors.byte(weightZero) !== ZERO)
      unsupported('zero point of weights');
    if (tensors.byte(outZero) !== outputZero(layer)) unsupported('zero point of an output');
    checkRange(layer);
    return { layer, from, inZero: tensors.byte(inZero) };
  }

  let { layer, from, inZero } = readLayer(output);
  const layers: [Layer, ...Layer[]] = [layer];
  while (from !== input) {
    if (layers.length === MAX_LAYERS) unsupported(`more than ${MAX_LAYERS} layers`);
    const before = readLayer(from);
    if (before.layer.outputs !== layer.inputs) malformed('shapes of neighbours');
    if (before.layer.outScale !== layer.inScale || outputZero(before.layer) !== inZero)
      unsupported('requantisation');
    layers.unshift(before.layer);
    ({ layer, from, inZero } = before);
  }
  if (inZero !== ZERO) unsupported('zero point of x');
  return { layers };
}

/**
 * Sums must stay in int32 and the multiplier in the range where float32 steps are harmless, or engines might
 * differ.
 */
function checkRange(layer: Layer): void {
  const multiplier = Math.fround(Math.fround(layer.inScale * layer.weightScale) / layer.outScale);
  if (!(multiplier >= 2 ** -40 && multiplier <= 2 ** 20)) unsupported('scales');
  if (layer.bias.some((value) => Math.abs(value) > 2 ** 30)) unsupported('bias');
}
