/** A node of a condition's tree, as the expression library parses it. */
export interface Expression {
  /** What it is: `id`, `value`, `&&`, `==`, `in`, `call` and so on. */
  readonly op: string;
  readonly args: unknown;
  /** Where it begins in the text, counted from 0. */
  readonly start: number;
}

export const childrenOf = (node: Expression): readonly Expression[] => [node.args].flat(3).filter(isNode);

/** A node among a node's arguments, which are also texts and values. */
const isNode = (argument: unknown): argument is Expression =>
  typeof argument === 'object' && argument !== null && 'op' in argument && 'args' in argument;

/** The node itself and all below it. */
export const nodesOf = (node: Expression): readonly Expression[] => [
  node,
  ...childrenOf(node).flatMap(nodesOf),
];

/** Identifiers in an expression. */
export const namesIn = (node: Expression): ReadonlySet<string> =>
  new Set(nodesOf(node).flatMap(({ op, args }) => (op === 'id' ? [String(args)] : [])));

/** A called function's name, its receiver and its arguments; null for what is no call. */
export function callOf({ op, args }: Expression): {
  readonly name: string;
  readonly receiver: Expression | null;
  readonly given: readonly Expression[];
} | null {
  if (op !== 'call' && op !== 'rcall') return null;
  const [name, ...parts] = args as [string, ...unknown[]];
  const [receiver, given] = op === 'rcall' ? parts : [null, parts[0]];
  return { name, receiver: isNode(receiver) ? receiver : null, given: [given].flat().filter(isNode) };
}

/** A text, a number or a boolean that is written out; undefined for anything else. */
export function literalOf({ op, args }: Expression): string | number | boolean | undefined {
  if (op === '-_' && isNode(args)) {
    const positive = literalOf(args);
    return typeof positive === 'number' ? -positive : undefined;
  }
  if (op !== 'value') return undefined;
  if (typeof args === 'bigint') return Number(args);
  return typeof args === 'string' || typeof args === 'number' || typeof args === 'boolean' ? args : undefined;
}

/** Literals of a list that is written out; null for anything else. */
export function literalsOf(node: Expression): readonly (string | number | boolean)[] | null {
  if (node.op !== 'list') return null;
  const literals = childrenOf(node).map(literalOf);
  return literals.every((one) => one !== undefined) ? literals : null;
}

/** `kind` of `travel` in `travel.kind` and `travel['kind']`; null for what names no member. */
export function memberOf({
  op,
  args,
}: Expression): { readonly of: Expression; readonly name: string } | null {
  if (op !== '.' && op !== '[]') return null;
  const [of, member] = args as [Expression, Expression | string];
  const name = typeof member === 'string' ? member : literalOf(member);
  return typeof name === 'string' ? { of, name } : null;
}

/** A variable's name, such as `travel.kind`; null for what is none. */
export function pathOf(node: Expression): string | null {
  if (node.op === 'id') return String(node.args);
  const member = memberOf(node);
  const of = member && pathOf(member.of);
  return of === null || !member ? null : `${of}.${member.name}`;
}

/** The parts of nested `&&` or `||`; of anything else the node itself. */
export const partsOf = (node: Expression, op: '&&' | '||'): readonly Expression[] =>
  node.op === op ? childrenOf(node).flatMap((child) => partsOf(child, op)) : [node];

/** Whose operands may change places. */
const COMMUTATIVE: ReadonlySet<string> = new Set(['&&', '||', '==', '!=']);

/** A text that two expressions share where they say the same, whatever their spaces and order. */
export function keyOf(node: Expression): string {
  const { op, args } = node;
  const isChain = op === '&&' || op === '||';
  const parts: readonly unknown[] = isChain ? partsOf(node, op) : [args].flat(3);
  const keys = parts.map((part) =>
    isNode(part) ? keyOf(part) : JSON.stringify([typeof part, String(part)]),
  );
  return `${op}(${(COMMUTATIVE.has(op) ? keys.toSorted() : keys).join(' ')})`;
}
