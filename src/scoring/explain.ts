import { FEATURES, GROUP_NAMES, GROUPS, MEMBERS } from '../contract/features/index.ts';
import { MAX_REASON_INTS } from '../contract/protocol.ts';
import type { Reason } from '../contract/verdict.ts';
import { attribute, attributeExactly, type Weight } from './attribute.ts';
import type { Engine } from './engine.ts';
import type { Model } from './model.ts';
import type { Evidence } from './quantise.ts';

/** Features in the public list before the rest is folded into `other`. Chosen: what fits a screen. */
const MAX_REASONS = 12;
const MAX_PAIRS = MAX_REASON_INTS / 2;

export interface Explanation {
  /**
   * Strongest first, then `other` if anything was folded, then `baseline`. The weights sum to the logit
   * exactly.
   */
  readonly reasons: readonly Reason[];
  /**
   * The verdict's `rc`: at most 8 pairs of (feature index + 1, or 0 for `other`) and an integer weight; they
   * sum to q − bias.
   */
  readonly rc: readonly number[];
}

/** Why the score is what it is, feature by feature, with what speaks against it. */
export async function explain(
  model: Model,
  evidence: Evidence,
  engine: Engine = model.exact,
): Promise<Explanation> {
  return summarise(model, await attribute(model, evidence, engine));
}

/** The same by the reference engine, at once. */
export function explainExactly(model: Model, evidence: Evidence): Explanation {
  return summarise(model, attributeExactly(model, evidence));
}

function summarise({ manifest: { bias, logitScale } }: Model, weights: readonly Weight[]): Explanation {
  const shown = choose(weights, MAX_REASONS);
  const wire = choose(weights, MAX_PAIRS);
  return {
    reasons: [
      ...shown.chosen.map(({ index, steps }) => toReason(index, steps * logitScale)),
      ...(shown.other === 0 ? [] : [fold(shown.other * logitScale)]),
      {
        code: 'baseline',
        weight: bias * logitScale,
        direction: 'neutral',
        text: 'Where every visit starts.',
      },
    ],
    rc: [
      ...wire.chosen.flatMap(({ index, steps }) => [index + 1, steps]),
      ...(wire.other === 0 ? [] : [0, wire.other]),
    ],
  };
}

/**
 * The strongest weights, at most `limit` with `other`, the sum of the rest. If all of them point one way, the
 * strongest that points the other way takes the last place, so that a reader sees what speaks against the
 * verdict.
 */
function choose(
  weights: readonly Weight[],
  limit: number,
): { readonly chosen: readonly Weight[]; readonly other: number } {
  if (weights.length <= limit) return { chosen: weights, other: 0 };
  const chosen = weights.slice(0, limit - 1);
  const side = Math.sign(chosen[0]?.steps ?? 0);
  const counter = weights.find(({ steps }) => Math.sign(steps) !== side);
  if (counter && !chosen.includes(counter)) chosen[chosen.length - 1] = counter;
  const other = weights.reduce((sum, weight) => (chosen.includes(weight) ? sum : sum + weight.steps), 0);
  return { chosen, other };
}

function toReason(index: number, weight: number): Reason {
  const code = FEATURES[index]?.name ?? 'other';
  const group = GROUP_NAMES.find((name) => MEMBERS[name].includes(index));
  const title = group ? GROUPS[group].title : '';
  // The feature's own sentence is loaded by code that shows it (`sentence.ts`).
  return weight > 0
    ? { code, weight, direction: 'risk', text: `${title}: as from a script.` }
    : { code, weight, direction: 'trust', text: `${title}: as from a person.` };
}

function fold(weight: number): Reason {
  return {
    code: 'other',
    weight,
    direction: weight > 0 ? 'risk' : 'trust',
    text: 'Smaller signals, taken together.',
  };
}
