import type { Outcome } from '../outcome.ts';
import type { Condition } from './cel.ts';
import type { Path } from './line.ts';
import { isWithin, type Reach, reachOf } from './reach.ts';
import { findUnknownValues } from './unknown-values.ts';

/**
 * What is most likely a mistake, and yet may be published: facts get new texts with new versions, and a
 * policy in force must not fail to compile because one has gone.
 */
export type WarningCode =
  /** A text that the fact never is or holds, such as a misspelt level. */
  | 'value_unknown'
  /** A number beyond what the fact can be: the comparison has one outcome for every visit. */
  | 'value_out_of_range'
  /** The condition is false for every visit. */
  | 'never_holds'
  /** An earlier rule holds wherever this one does, and decides first. */
  | 'never_decides'
  /** No rule reads `denied`, so that the deny list does nothing. */
  | 'deny_list_unread';

export interface FoundWarning {
  readonly code: WarningCode;
  readonly path: Path;
  readonly reason: string;
}

interface WrittenRule {
  readonly id: string;
  readonly outcome: Outcome;
  readonly condition: Condition;
}

/** What a person should look at before these rules decide. */
export function findWarnings(
  rules: readonly WrittenRule[],
  actions: readonly string[],
): readonly FoundWarning[] {
  const reaches = rules.map(({ condition: { tree, constant } }) => {
    const reach = reachOf(tree);
    return { ...reach, always: constant ?? reach.always };
  });
  return [...findUnread(rules), ...rules.flatMap((_, place) => findOf(place, { rules, reaches, actions }))];
}

function findUnread(rules: readonly WrittenRule[]): readonly FoundWarning[] {
  if (rules.some(({ condition }) => condition.reads.has('denied'))) return [];
  const reason = 'no rule reads denied.key, denied.account or denied.card: the deny list does nothing here';
  return [{ code: 'deny_list_unread', path: ['rules'], reason }];
}

interface Found {
  readonly rules: readonly WrittenRule[];
  readonly reaches: readonly Reach[];
  readonly actions: readonly string[];
}

function findOf(place: number, { rules, reaches, actions }: Found): readonly FoundWarning[] {
  const [rule, reach] = [rules[place], reaches[place]];
  if (!rule || !reach) return [];
  const warn = (code: WarningCode, reason: string): FoundWarning => ({
    code,
    path: ['rules', place, 'when'],
    reason: `${rule.id}: ${reason}`,
  });
  const unknown = findUnknownValues(rule.condition.tree, actions);
  if (unknown.length > 0) return unknown.map(({ code, reason }) => warn(code, reason));
  if (reach.always === false) return [warn('never_holds', 'is false for every visit')];
  const before = rules.slice(0, place).find((earlier, at) => {
    // A rule that says `allow` decides nothing for a visit without a verdict.
    const decides = earlier.outcome !== 'allow' || rule.outcome === 'allow';
    const other = reaches[at];
    return decides && other !== undefined && (other.always === true || isWithin(reach, other));
  });
  return before ? [warn('never_decides', `${before.id} holds wherever this does, and decides first`)] : [];
}
