import type { Aligned } from '../server/alignment.ts';
import type { Actor } from './facts/actor.ts';
import type { Answer } from './outcome.ts';
import type { RuleError } from './policy/evaluate.ts';
import type { Variables } from './policy/variables.ts';

/**
 * What was known when the decision was made, as it was seen: the variables of the rules. An amount that is
 * absent or has no rate is null, which rules read as infinite.
 */
export type Facts = Omit<Variables, 'amount'> & {
  readonly amount: number | null;
  /** The visit by the site's own measures, which no rule reads; absent where the shipped are in force. */
  readonly aligned?: Aligned;
};

/**
 * Why the answer is the site's `failover` and not its policy's alone: counters or records failed or were
 * late, the request names no action or has a member that cannot be read, its idempotency key was used for
 * another account, card or amount, or something failed that never should.
 */
export type FailoverCause = 'counters' | 'records' | 'campaigns' | 'request' | 'idempotency' | 'error';

/** Probability that the visit is fraud. */
export interface Risk {
  /** 0..1; null where there is no score to start from. */
  readonly p: number | null;
  /** Whether it rests on the site's labels, on the stated prior, or on nothing. */
  readonly basis: 'labels' | 'prior' | 'none';
  /** Ends of the interval that holds p with 80 %; 0 and 1 where nothing is known. */
  readonly low: number;
  readonly high: number;
}

/** Something in the visit's surroundings that speaks for fraud or against it. */
export interface ContextReason {
  readonly code: string;
  /** Logit units; positive is riskier. */
  readonly weight: number;
  readonly text: string;
}

/** Why the answer is what it is: the rule's word, then what the verdict says. */
export interface DecisionReason {
  readonly code: string;
  readonly text: string;
}

export interface PolicyName {
  readonly name: string;
  readonly revision: string;
}

/** What a policy in shadow would have answered. */
export interface ShadowDecision extends Answer {
  readonly policy: PolicyName;
  readonly rule: string | null;
  readonly hits: readonly string[];
  readonly alert: boolean;
}

/** An answer with everything it rests on. The browser is told `outcome` and `id`, and no more. */
export interface Decision extends Answer {
  readonly id: string;
  /** When, in milliseconds since 1970. */
  readonly atMs: number;
  readonly action: string;
  /** The rule that decided; null where `otherwise` did. */
  readonly rule: string | null;
  /** Every rule that holds. */
  readonly hits: readonly string[];
  /** A person should see it; a case was opened, or joined. */
  readonly alert: boolean;
  readonly policy: PolicyName;
  readonly ruleErrors: readonly RuleError[];
  readonly risk: Risk;
  /** Who is at the other end: no measure of risk. */
  readonly actor: Actor;
  /** In units of the site's currency; null where the amount or the risk is not known. */
  readonly expectedLoss: number | null;
  /** The first one is to be shown: the rule's, or the fact that spoke most. */
  readonly reasons: readonly DecisionReason[];
  readonly context: readonly ContextReason[];
  readonly facts: Facts;
  readonly shadow: readonly ShadowDecision[];
  readonly failover?: FailoverCause;
  /**
   * Members of the request that are there and were not read, such as an `amount` of '900' or a misspelt name.
   * Absent where there is none.
   */
  readonly unreadable?: readonly string[];
  /** Probability with which the audit drew the visit for a person to look at; absent where it did not. */
  readonly propensity?: number;
  readonly tookMs: number;
}
