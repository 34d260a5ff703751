import { type Comparison, comparisonOf, implies, opposite } from './comparison.ts';
import {
  callOf,
  childrenOf,
  type Expression,
  literalOf,
  literalsOf,
  memberOf,
  pathOf,
} from './expression.ts';
import { type Bounds, boundsOf, type KnownTexts, knownTexts } from './known-values.ts';

/** Something in a condition that no visit has. */
export interface UnknownValue {
  readonly code: 'value_unknown' | 'value_out_of_range';
  readonly reason: string;
}

/** A variable, or a name that a macro gives to what a variable holds. */
interface Named {
  readonly path: string;
  readonly known: KnownTexts;
}

type NamedOf = (node: Expression) => Named | null;

/**
 * Texts that a variable never is or holds, such as a misspelt level, and numbers beyond a variable's bounds,
 * such as a score of 90.
 *
 * @param actions names that `action` can be
 */
export function findUnknownValues(tree: Expression, actions: readonly string[]): readonly UnknownValue[] {
  const namedOf: NamedOf = (node) => {
    const path = pathOf(node);
    const known = path === null ? null : knownTexts(path, actions);
    return path !== null && known ? { path, known } : null;
  };
  return find(tree, namedOf);
}

function find(node: Expression, namedOf: NamedOf): readonly UnknownValue[] {
  const inner = withBound(node, namedOf);
  return [
    ...findTexts(node, inner),
    ...findNumber(node),
    ...childrenOf(node).flatMap((one) => find(one, inner)),
  ];
}

/** In `flags.exists(f, …)` the name `f` stands for what `flags` holds. */
function withBound(node: Expression, namedOf: NamedOf): NamedOf {
  const call = callOf(node);
  const [name, ...rest] = call?.given ?? [];
  if (!call?.receiver || name?.op !== 'id' || rest.length === 0) return namedOf;
  const held = namedOf(call.receiver);
  return (one) => (one.op === 'id' && one.args === name.args ? held : namedOf(one));
}

function findTexts(node: Expression, namedOf: NamedOf): readonly UnknownValue[] {
  const compared = textsOf(node);
  const named = compared && namedOf(compared.subject);
  if (!named) return [];
  const { path, known } = named;
  return compared.texts
    .filter((text) => !known.has(text))
    .map((text) => ({
      code: 'value_unknown',
      reason: `${path}: there is no '${text}', only ${known.text} ${placeOf(node)}`,
    }));
}

/** What is compared with written texts, or asked for a member of that name. */
function textsOf(
  node: Expression,
): { readonly subject: Expression; readonly texts: readonly string[] } | null {
  const member = memberOf(node);
  if (member) return { subject: member.of, texts: [member.name] };
  const [left, right] = childrenOf(node);
  if (!left || !right || !['==', '!=', 'in'].includes(node.op)) return null;
  const written = literalsOf(right) ?? [literalOf(right)];
  const isWritten = written.some((one) => one !== undefined);
  const texts = (isWritten ? written : [literalOf(left)]).filter((one) => typeof one === 'string');
  return { subject: isWritten ? left : right, texts };
}

function findNumber(node: Expression): readonly UnknownValue[] {
  const comparison = node.op === '!_' ? null : comparisonOf(node);
  const bounds = comparison?.path ? boundsOf(comparison.path) : null;
  if (!comparison || !bounds) return [];
  const always = outcomeWithin(comparison, bounds);
  if (always === null) return [];
  const [least, most] = bounds.map((bound) => String(bound).replace('-', '−'));
  const range = bounds[1] === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
  const reason = `${comparison.path} is ${range}: this ${always ? 'always' : 'never'} holds ${placeOf(node)}`;
  return [{ code: 'value_out_of_range', reason }];
}

/** Whether a comparison always or never holds within bounds; null where it depends. */
function outcomeWithin(comparison: Comparison, [least, most]: Bounds): boolean | null {
  const limits = [
    { is: 'above', limit: least, orEqual: true },
    { is: 'below', limit: most, orEqual: true },
  ] as const;
  if (limits.some((limit) => implies(limit, comparison))) return true;
  return limits.some((limit) => implies(comparison, opposite(limit))) ? false : null;
}

const placeOf = ({ start }: Expression): string => `(at character ${start + 1})`;
