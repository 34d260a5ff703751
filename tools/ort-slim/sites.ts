import binaryen, { Block, bodyOf, type Expression, type FunctionRef, If, idOf, infoOf } from './binaryen.ts';

/**
 * A stretch of code that runs as a whole or not at all: an arm of an `if`, or what follows an instruction
 * that may leave its block.
 */
export interface Site {
  readonly kind: 'then' | 'else' | 'rest';
  readonly parent: Expression;
  /** Of `rest`: where in the block it begins. */
  readonly at: number;
}

/** Fields of Binaryen's descriptions that hold one expression or a list of them, by kind of expression. */
const CHILDREN: ReadonlyMap<number, readonly string[]> = new Map([
  [binaryen.LoopId, ['body']],
  [binaryen.BreakId, ['condition', 'value']],
  [binaryen.SwitchId, ['condition', 'value']],
  [binaryen.CallId, ['operands']],
  [binaryen.CallIndirectId, ['target', 'operands']],
  [binaryen.LocalSetId, ['value']],
  [binaryen.GlobalSetId, ['value']],
  [binaryen.LoadId, ['ptr']],
  [binaryen.StoreId, ['ptr', 'value']],
  [binaryen.UnaryId, ['value']],
  [binaryen.BinaryId, ['left', 'right']],
  [binaryen.SelectId, ['ifTrue', 'ifFalse', 'condition']],
  [binaryen.DropId, ['value']],
  [binaryen.ReturnId, ['value']],
]);
const STAYS: ReadonlySet<number> = new Set([
  binaryen.ConstId,
  binaryen.LocalGetId,
  binaryen.GlobalGetId,
  binaryen.NopId,
  binaryen.LoadId,
  binaryen.StoreId,
  binaryen.LocalSetId,
  binaryen.GlobalSetId,
  binaryen.UnaryId,
  binaryen.BinaryId,
  binaryen.SelectId,
  binaryen.DropId,
]);

/**
 * The sites of a function, in an order that depends on its code alone; an inner one comes before the one that
 * holds it.
 */
export function sitesOf(func: FunctionRef): readonly Site[] {
  const sites: Site[] = [];
  visit(bodyOf(func), sites);
  return sites;
}

/**
 * Whether control may leave the expression otherwise than at its end: by a branch, or because a call throws.
 */
function visit(expression: Expression, sites: Site[]): boolean {
  const id = idOf(expression);
  if (id === binaryen.BlockId) return visitBlock(expression, sites);
  if (id === binaryen.IfId) {
    visit(childOf(expression, 'condition'), sites);
    visit(If.getIfTrue(expression), sites);
    sites.push({ kind: 'then', parent: expression, at: 0 });
    if (If.getIfFalse(expression)) {
      visit(If.getIfFalse(expression), sites);
      sites.push({ kind: 'else', parent: expression, at: 0 });
    }
    return true;
  }
  let leaves = !STAYS.has(id);
  for (const name of CHILDREN.get(id) ?? [])
    for (const child of childrenOf(expression, name)) leaves = visit(child, sites) || leaves;
  return leaves;
}

function visitBlock(block: Expression, sites: Site[]): boolean {
  const rests: Site[] = [];
  let leaves = false;
  const count = Block.getNumChildren(block);
  for (let at = 0; at < count; at++) {
    const left = visit(Block.getChildAt(block, at), sites);
    if (left && at + 1 < count) rests.push({ kind: 'rest', parent: block, at: at + 1 });
    leaves ||= left;
  }
  // From the end: what is put in or taken out later leaves the places before it alone.
  sites.push(...rests.reverse());
  return leaves;
}

function childrenOf(expression: Expression, name: string): readonly Expression[] {
  const value: unknown = Object.entries(infoOf(expression)).find(([key]) => key === name)?.[1];
  const list = Array.isArray(value) ? value : [value];
  return list.filter((child) => typeof child === 'number' && child !== 0);
}

function childOf(expression: Expression, name: string): Expression {
  const [child] = childrenOf(expression, name);
  if (child === undefined) throw new Error(`no ${name}`);
  return child;
}
