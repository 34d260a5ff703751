import { type Comparison, comparisonOf, implies, opposite } from './comparison.ts';
import { childrenOf, type Expression, keyOf, literalOf, partsOf } from './expression.ts';

/** One of several ways in which a condition holds: all of its parts do. */
interface Way {
  readonly keys: ReadonlySet<string>;
  readonly comparisons: readonly Comparison[];
  readonly parts: readonly { readonly key: string; readonly comparison: Comparison | null }[];
}

/** What can be said of a condition without a visit. */
export interface Reach {
  /** True or false where it is the same for every visit; null where it depends. */
  readonly always: boolean | null;
  /** It holds where one of these does. */
  readonly ways: readonly Way[];
  /** The same as one way, whose only part may be part of another condition's way. */
  readonly whole: Way;
}

export function reachOf(tree: Expression): Reach {
  return { always: constantOf(tree), ways: partsOf(tree, '||').map(wayOf), whole: wayOf(tree) };
}

function wayOf(node: Expression): Way {
  const parts = partsOf(node, '&&').map((part) => ({ key: keyOf(part), comparison: comparisonOf(part) }));
  return {
    parts,
    keys: new Set(parts.map(({ key }) => key)),
    comparisons: parts.flatMap(({ comparison }) => comparison ?? []),
  };
}

/**
 * Whether one condition holds only where another does. `false` says nothing: not everything is found, as
 * where it takes arithmetic.
 */
export const isWithin = (inner: Reach, outer: Reach): boolean =>
  inner.ways.every((way) => [...outer.ways, outer.whole].some((other) => isWayWithin(way, other)));

const isWayWithin = (inner: Way, outer: Way): boolean =>
  outer.parts.every(
    ({ key, comparison }) =>
      inner.keys.has(key) ||
      (comparison !== null &&
        inner.comparisons.some((own) => own.subject === comparison.subject && implies(own, comparison))),
  );

/** The value that an expression has for every visit; null where it depends on it, or nobody sees that. */
function constantOf(node: Expression): boolean | null {
  const literal = literalOf(node);
  if (typeof literal === 'boolean') return literal;
  const [first] = childrenOf(node);
  if (node.op === '!_' && first) return not(constantOf(first));
  if (node.op !== '&&' && node.op !== '||') return null;
  const parts = partsOf(node, node.op);
  const values = parts.map(constantOf);
  // One false part makes `&&` false, one true part makes `||` true.
  const deciding = node.op === '||';
  if (values.includes(deciding) || contradicts(parts, deciding)) return deciding;
  return values.every((value) => value === !deciding) ? !deciding : null;
}

const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/**
 * Whether two parts cannot both hold or, for `||`, whether one of two always does, as with `amount < 1.0` and
 * `amount > 2.0`, or `level == 'low'` and `level != 'low'`.
 */
function contradicts(parts: readonly Expression[], isEither: boolean): boolean {
  const comparisons = parts.flatMap((part) => comparisonOf(part) ?? []);
  return comparisons.some((one, place) =>
    comparisons
      .slice(place + 1)
      .some(
        (other) =>
          one.subject === other.subject &&
          (isEither ? implies(opposite(one), other) : implies(one, opposite(other))),
      ),
  );
}
