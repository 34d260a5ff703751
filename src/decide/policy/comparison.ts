import { childrenOf, type Expression, keyOf, literalOf, literalsOf, pathOf } from './expression.ts';

type Literal = string | number | boolean;

/** What a comparison with written values says of its subject. */
type Claim =
  | { readonly is: 'one of' | 'none of'; readonly values: ReadonlySet<Literal> }
  | { readonly is: 'above' | 'below'; readonly limit: number; readonly orEqual: boolean };

/** A comparison of something with values that are written out. */
export type Comparison = Claim & {
  /** What is compared: its `keyOf`. */
  readonly subject: string;
  /** The variable that it is; null where it is more than one. */
  readonly path: string | null;
};

/** Operators, and what each is where its sides change places. */
const FLIPPED: Readonly<Record<string, string>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Reads a comparison, whatever stands left and right; null for anything else. */
export function comparisonOf(node: Expression): Comparison | null {
  if (node.op === '!_') return negated(childrenOf(node)[0]);
  const [left, right] = childrenOf(node);
  if (!left || !right) return null;
  if (node.op === 'in') {
    const literals = literalsOf(right);
    return literals && about(left, { is: 'one of', values: new Set(literals) });
  }
  const flipped = Object.hasOwn(FLIPPED, node.op) ? FLIPPED[node.op] : undefined;
  if (flipped === undefined) return null;
  const [value, before] = [literalOf(right), literalOf(left)];
  if (value !== undefined) return about(left, claimOf(node.op, value));
  return before === undefined ? null : about(right, claimOf(flipped, before));
}

function negated(node: Expression | undefined): Comparison | null {
  const comparison = node ? comparisonOf(node) : null;
  return comparison && { ...comparison, ...opposite(comparison) };
}

function about(subject: Expression, claim: Claim | null): Comparison | null {
  return claim && { ...claim, subject: keyOf(subject), path: pathOf(subject) };
}

function claimOf(op: string, value: Literal): Claim | null {
  if (op === '==' || op === '!=') return { is: op === '==' ? 'one of' : 'none of', values: new Set([value]) };
  if (typeof value !== 'number') return null;
  return { is: op.startsWith('>') ? 'above' : 'below', limit: value, orEqual: op.endsWith('=') };
}

/** What holds where the claim does not. */
export function opposite(claim: Claim): Claim {
  if ('values' in claim) return { ...claim, is: claim.is === 'one of' ? 'none of' : 'one of' };
  return { is: claim.is === 'above' ? 'below' : 'above', limit: claim.limit, orEqual: !claim.orEqual };
}

/** Whether the second claim holds wherever the first does; both are about the same subject. */
export function implies(one: Claim, other: Claim): boolean {
  if (one.is === 'one of') return [...one.values].every((value) => isTrueOf(other, value));
  if (other.is === 'one of') return false;
  // All values that the other forbids are forbidden.
  if (other.is === 'none of') return [...other.values].every((value) => !isTrueOf(one, value));
  if ('values' in one || 'values' in other || one.is !== other.is) return false;
  const isEnough = one.is === 'above' ? one.limit >= other.limit : one.limit <= other.limit;
  return isEnough && (one.limit !== other.limit || other.orEqual || !one.orEqual);
}

function isTrueOf(claim: Claim, value: Literal): boolean {
  if ('values' in claim) return claim.values.has(value) === (claim.is === 'one of');
  const { limit, orEqual } = claim;
  if (typeof value !== 'number') return false;
  return (claim.is === 'above' ? value > limit : value < limit) || (orEqual && value === limit);
}
