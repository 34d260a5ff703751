import binaryen from 'binaryen';

/** An expression of a module that Binaryen has read; 0 is none. */
export type Expression = number;
/** A function of it. */
export type FunctionRef = number;
export type Module = InstanceType<typeof binaryen.Module>;

type Get = (expression: Expression) => Expression;
type Set = (expression: Expression, value: Expression) => void;
type At = (expression: Expression, index: number) => Expression;

/** What the package exports and its types leave out (132.0.0). */
interface Untyped {
  readonly Block: {
    getNumChildren: Get;
    getChildAt: At;
    insertChildAt(block: Expression, index: number, child: Expression): void;
    removeChildAt: At;
  };
  readonly If: { getIfTrue: Get; getIfFalse: Get; setIfTrue: Set; setIfFalse: Set };
  readonly Function: { setBody(func: FunctionRef, body: Expression): void };
}

function isUntyped(value: object): value is Untyped {
  return 'Block' in value && 'If' in value && 'Function' in value;
}

function untyped(): Untyped {
  if (!isUntyped(binaryen)) throw new Error('this Binaryen has another interface');
  return binaryen;
}

export const { Block, If, Function: Functions } = untyped();

/**
 * WebAssembly features that the file uses. The file does not list them, and with `All` Binaryen writes
 * imports in a form that no browser reads (runtime.md).
 */
const { Features } = binaryen;
const FEATURES =
  Features.Atomics |
  Features.BulkMemory |
  Features.BulkMemoryOpt |
  Features.MutableGlobals |
  Features.NontrappingFPToInt |
  Features.SIMD128 |
  Features.SignExt |
  Features.ReferenceTypes |
  Features.Multivalue |
  Features.RelaxedSIMD;

export function read(bytes: Uint8Array): Module {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  return module;
}

/** The functions that have a body, in the file's order. */
export function definedFunctions(module: Module): readonly FunctionRef[] {
  return Array.from({ length: module.getNumFunctions() }, (_, at) => module.getFunctionByIndex(at)).filter(
    (func) => !binaryen.getFunctionInfo(func).base,
  );
}

export const bodyOf = (func: FunctionRef): Expression => binaryen.getFunctionInfo(func).body;
export const idOf = binaryen.getExpressionId;
export const typeOf = binaryen.getExpressionType;
export const infoOf = binaryen.getExpressionInfo;
export default binaryen;
