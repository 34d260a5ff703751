import { type Answer, strictnessOf } from '../outcome.ts';
import { storable } from '../storable.ts';
import type { CompiledPolicy, CompiledRule } from './publish.ts';
import type { RuleLevel } from './schema.ts';
import type { Variables } from './variables.ts';

/** What a policy says of one visit. */
export interface Evaluation extends Answer {
  /** The rule that decided; null where none did, and `otherwise` answered. */
  readonly rule: string | null;
  /** Every rule whose condition holds, in the policy's order. */
  readonly hits: readonly string[];
  /** Something a person should see. */
  readonly alert: boolean;
  /** Rules that failed. They count as not matched. */
  readonly errors: readonly RuleError[];
}

export interface RuleError {
  readonly rule: string;
  readonly message: string;
}

/**
 * Asks every rule; the first one that holds decides. A rule that says `allow` decides nothing for a visit
 * without an accepted verdict, where it is a hit only.
 *
 * @param snoozed rules that raise no alert for this account; they still decide
 */
export function evaluate(
  policy: CompiledPolicy,
  variables: Variables,
  snoozed: ReadonlySet<string> = new Set(),
): Evaluation {
  const level = levelOf(variables.level);
  const errors: RuleError[] = [];
  const holding = policy.rules.filter((rule) => holds(rule, variables, errors));
  const first = holding.find(({ outcome }) => outcome !== 'allow' || isVerdict(level));
  const { outcome, hold } = first ?? policy.otherwise[level];
  const isSnoozed = first !== undefined && snoozed.has(first.id);
  const isSerious = strictnessOf({ outcome, hold }) >= REVIEW && !isSnoozed;
  return {
    outcome,
    hold,
    rule: first?.id ?? null,
    hits: holding.map(({ id }) => id),
    alert: isSerious || holding.some(({ id, alert }) => alert && !snoozed.has(id)),
    errors,
  };
}

/** From here on an outcome is an alert by itself: review and deny. */
const REVIEW = strictnessOf({ outcome: 'review', hold: false });

/** `otherwise` alone, for an action that has no policy of its own. */
export function evaluateOtherwise(policy: CompiledPolicy, { level }: Pick<Variables, 'level'>): Evaluation {
  const { outcome, hold } = policy.otherwise[levelOf(level)];
  const alert = strictnessOf({ outcome, hold }) >= REVIEW;
  return { outcome, hold, rule: null, hits: [], alert, errors: [] };
}

/** Characters of an error that are recorded. Chosen: a line of a wide window. */
const MAX_MESSAGE = 200;

function holds({ id, condition }: CompiledRule, variables: Variables, errors: RuleError[]): boolean {
  try {
    return condition.test(variables);
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    errors.push({ rule: id, message: storable(message, MAX_MESSAGE) });
    return false;
  }
}

/** Whether there is a verdict that was accepted. */
const isVerdict = (level: RuleLevel): boolean => level !== 'missing' && level !== 'refused';

/** A level that is none of the six is read as one that says nothing. */
const levelOf = (level: string): RuleLevel => LEVELS.find((known) => known === level) ?? 'unknown';

const LEVELS: readonly RuleLevel[] = ['low', 'medium', 'high', 'unknown', 'refused', 'missing'];
