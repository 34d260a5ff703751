import binaryen, {
  Block,
  bodyOf,
  definedFunctions,
  type Expression,
  type FunctionRef,
  Functions,
  If,
  type Module,
  typeOf,
} from './binaryen.ts';
import { type Site, sitesOf } from './sites.ts';

/** Bits of one counter: browsers allow a module 100 000 exports, and there are more sites. */
const BITS = 32;

/**
 * Exported globals `hit0`, `hit1` … have a bit for each function that began, or each site that ran: bit
 * `index % 32` of `index / 32`.
 */
const mark = (module: Module, index: number): Expression => {
  const name = `hit${Math.floor(index / BITS)}`;
  if (index % BITS === 0) {
    module.addGlobal(name, binaryen.i32, true, module.i32.const(0));
    module.addGlobalExport(name, name);
  }
  const bit = module.i32.const(1 << (index % BITS));
  return module.global.set(name, module.i32.or(module.global.get(name, binaryen.i32), bit));
};

function before(module: Module, first: Expression, expression: Expression): Expression {
  const type = typeOf(expression);
  return module.block(null, [first, expression], type === binaryen.unreachable ? undefined : type);
}

/** Counts functions, in the file's order. */
export function instrumentFunctions(module: Module): void {
  definedFunctions(module).forEach((func, index) => {
    Functions.setBody(func, before(module, mark(module, index), bodyOf(func)));
  });
}

/** Counts the sites of the functions named, function by function. */
export function instrumentSites(module: Module, functions: ReadonlySet<number>): void {
  let index = 0;
  for (const site of sitesIn(module, functions)) markSite(module, site, mark(module, index++));
}

function markSite(module: Module, { kind, parent, at }: Site, first: Expression): void {
  if (kind === 'rest') Block.insertChildAt(parent, at, first);
  if (kind === 'then') If.setIfTrue(parent, before(module, first, If.getIfTrue(parent)));
  if (kind === 'else') If.setIfFalse(parent, before(module, first, If.getIfFalse(parent)));
}

/** Puts a trap where nothing ever ran. */
export function cutSites(module: Module, functions: ReadonlySet<number>, ran: ReadonlySet<number>): void {
  let index = 0;
  for (const { kind, parent, at } of sitesIn(module, functions)) {
    if (ran.has(index++)) continue;
    if (kind === 'then') If.setIfTrue(parent, module.unreachable());
    if (kind === 'else') If.setIfFalse(parent, module.unreachable());
    if (kind !== 'rest') continue;
    while (Block.getNumChildren(parent) > at) Block.removeChildAt(parent, Block.getNumChildren(parent) - 1);
    Block.insertChildAt(parent, at, module.unreachable());
  }
}

/** Puts a trap in place of every function that never ran. */
export function cutFunctions(module: Module, ran: ReadonlySet<number>): void {
  definedFunctions(module).forEach((func, index) => {
    if (!ran.has(index)) Functions.setBody(func, module.unreachable());
  });
}

/** Sites are listed before the first is changed: a change must not move the next function's. */
function sitesIn(module: Module, functions: ReadonlySet<number>): readonly Site[] {
  return definedFunctions(module).flatMap((func: FunctionRef, index) =>
    functions.has(index) ? sitesOf(func) : [],
  );
}
