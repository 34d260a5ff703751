import onnxProto from 'onnx-proto';
import { ZERO } from '../../src/contract/model.ts';
import { type Layer, type Network, outputZero } from '../../src/scoring/network.ts';

const { ModelProto, TensorProto } = onnxProto.onnx;
const { FLOAT, UINT8, INT32 } = TensorProto.DataType;

/**
 * First opset whose QuantizeLinear and DequantizeLinear onnxruntime fuses on every backend
 * (`../shared/runtime.md`).
 */
const OPSET = 13;
/** The IR version that came with opset 13. */
const IR_VERSION = 7;

/** The network as an ONNX file, deterministic to the byte. Graph: `src/contract/model.ts`. */
export function writeOnnx(network: Network): Uint8Array {
  const initializer: object[] = [];
  const node: object[] = [];
  const constant = (name: string, type: number, dims: readonly number[], data: ArrayBufferView) => {
    initializer.push({
      name,
      dataType: type,
      dims,
      rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    });
    return name;
  };
  const apply = (opType: string, input: readonly string[], output: string) => {
    node.push({ opType, input, output: [output] });
    return output;
  };
  const scale = (name: string, value: number) => constant(name, FLOAT, [], Float32Array.of(value));
  const zero = (name: string, value: number) => constant(name, UINT8, [], Uint8Array.of(value));

  let x = 'x';
  let xScale = scale('x_scale', network.layers[0].inScale);
  let xZero = zero('x_zero', ZERO);
  network.layers.forEach((layer, index) => {
    checkLayer(layer, network.layers[index - 1]);
    const n = String(index);
    const last = index === network.layers.length - 1;
    const { inputs, outputs } = layer;
    const w = apply(
      'DequantizeLinear',
      [
        constant(`w${n}`, UINT8, [inputs, outputs], layer.weights),
        scale(`w${n}_scale`, layer.weightScale),
        zero(`w${n}_zero`, ZERO),
      ],
      `w${n}_f`,
    );
    const b = apply(
      'DequantizeLinear',
      [
        constant(`b${n}`, INT32, [outputs], layer.bias),
        scale(`b${n}_scale`, Math.fround(layer.inScale * layer.weightScale)),
        constant(`b${n}_zero`, INT32, [], Int32Array.of(0)),
      ],
      `b${n}_f`,
    );
    const input = apply('DequantizeLinear', [x, xScale, xZero], `x${n}_f`);
    const sum = apply('Gemm', [input, w, b], `s${n}`);
    const active = layer.relu ? apply('Relu', [sum], `r${n}`) : sum;
    xScale = scale(last ? 'y_scale' : `y${n}_scale`, layer.outScale);
    xZero = zero(last ? 'y_zero' : `y${n}_zero`, outputZero(layer));
    x = apply('QuantizeLinear', [active, xScale, xZero], last ? 'y' : `y${n}`);
  });
  const last = network.layers.at(-1) ?? network.layers[0];
  const model = {
    irVersion: IR_VERSION,
    producerName: 'tellsign',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name: 'tellsign',
      node,
      initializer,
      input: [batch('x', network.layers[0].inputs)],
      output: [batch('y', last.outputs)],
    },
  };
  return Uint8Array.from(ModelProto.encode(ModelProto.fromObject(model)).finish());
}

/** A graph input or output: uint8, any number of rows. */
function batch(name: string, columns: number): object {
  const shape = { dim: [{ dimParam: 'N' }, { dimValue: columns }] };
  return { name, type: { tensorType: { elemType: UINT8, shape } } };
}

/** Fails if training made a broken network, instead of writing a file that no reader accepts. */
function checkLayer(layer: Layer, before: Layer | undefined): void {
  const { inputs, outputs, weights, bias } = layer;
  if (weights.length !== inputs * outputs || bias.length !== outputs) throw new RangeError('layer: shape');
  if (before && (before.outputs !== inputs || before.outScale !== layer.inScale))
    throw new RangeError('layer: chain');
  for (const scale of [layer.inScale, layer.weightScale, layer.outScale]) {
    if (!(scale > 0) || Math.fround(scale) !== scale)
      throw new RangeError(`layer: scale ${scale} is no float32`);
  }
}
