import type {
  ContextReason,
  Decision,
  DecisionReason,
  Facts,
  FailoverCause,
  PolicyName,
  ShadowDecision,
} from '../decision.ts';
import { actorOf } from '../facts/actor.ts';
import { type Answer, type Outcome, stricter } from '../outcome.ts';
import type { PolicyBook } from '../policy/book.ts';
import { type Evaluation, evaluate, evaluateOtherwise } from '../policy/evaluate.ts';
import type { CompiledPolicy } from '../policy/publish.ts';
import type { Variables } from '../policy/variables.ts';
import { contextOf } from '../triage/context.ts';
import { expectedLossOf } from '../triage/loss.ts';
import { type CalibrationOf, priorOf, riskOf } from '../triage/risk.ts';
import { sumOf } from '../triage/sum.ts';

export interface Judging {
  readonly facts: Facts;
  readonly policies: PolicyBook;
  readonly snoozed: readonly string[];
  /** @default the prior of every action */
  readonly calibrationOf?: CalibrationOf | undefined;
  /** Members of the request that could not be read. @default none */
  readonly unreadable?: readonly string[] | undefined;
  /** Set where the facts are not all there: the least that is asked then, and why. */
  readonly failover: { readonly cause: FailoverCause; readonly least: Outcome } | null;
}

/** A decision but for its name and its times. */
export type Judgement = Omit<Decision, 'id' | 'atMs' | 'tookMs'>;

/** Asks the live policy and every shadow of the action on the same facts. */
export function judge(judging: Judging): Judgement {
  const { facts: bare, policies, snoozed, unreadable = [], failover, calibrationOf = priorOf } = judging;
  const context = contextOf(bare);
  const risk = riskOf(sumOf(bare.score, context), calibrationOf(bare.action));
  const facts: Facts = {
    ...bare,
    risk: risk.p === null ? bare.risk : { p: risk.p, low: risk.low, high: risk.high },
  };
  const variables = variablesOf(facts);
  const live = policies.live(facts.action);
  const policy = live ?? policies.fallback();
  const evaluation = live
    ? evaluate(live, variables, new Set(snoozed))
    : evaluateOtherwise(policy, variables);
  const { outcome, hold, rule, hits, alert, errors } = failover
    ? failOver(evaluation, failover.least)
    : evaluation;
  return {
    action: facts.action,
    outcome,
    hold,
    rule,
    hits,
    alert,
    policy: nameOf(policy),
    ruleErrors: errors,
    risk,
    actor: actorOf(facts),
    expectedLoss: expectedLossOf({ action: facts.action, outcome, risk, facts }),
    reasons: reasonsOf(policy, rule, context),
    context,
    facts,
    shadow: policies.shadows(facts.action).map((shadow) => judgeShadow(shadow, variables)),
    ...(failover ? { failover: failover.cause } : {}),
    ...(unreadable.length > 0 ? { unreadable } : {}),
  };
}

/** What rules read: an amount that is not known is infinite. */
export const variablesOf = (facts: Facts): Variables =>
  isKnown(facts) ? facts : { ...facts, amount: Number.POSITIVE_INFINITY };

const isKnown = (facts: Facts): facts is Facts & { readonly amount: number } => facts.amount !== null;

/** The site's answer for an outage, or the policy's on what is known, whichever is stricter. */
function failOver(evaluation: Evaluation, least: Outcome): Evaluation {
  const answer: Answer = { outcome: least, hold: least === 'review' };
  if (stricter<Answer>(answer, evaluation) === evaluation) return evaluation;
  const alert = evaluation.alert || least === 'review' || least === 'deny';
  return { ...evaluation, ...answer, rule: null, alert };
}

function judgeShadow(policy: CompiledPolicy, variables: Variables): ShadowDecision {
  const { outcome, hold, rule, hits, alert } = evaluate(policy, variables);
  return { policy: nameOf(policy), outcome, hold, rule, hits, alert };
}

const nameOf = ({ name, revision }: CompiledPolicy): PolicyName => ({ name, revision });

/** The rule's reason first; where none decided, the fact that spoke most is. */
function reasonsOf(
  { rules }: CompiledPolicy,
  id: string | null,
  context: readonly ContextReason[],
): readonly DecisionReason[] {
  const rule = rules.find((one) => one.id === id);
  const own = rule ? [{ code: rule.id, text: rule.note ?? sentenceOf(rule.id) }] : [];
  return [...own, ...context.map(({ code, text }) => ({ code, text }))];
}

/** A rule without a note is told by its name. */
const sentenceOf = (id: string): string =>
  `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('_', ' ')}.`;
