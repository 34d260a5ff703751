import {
  type CompiledPolicy,
  compilePolicy,
  countRules,
  type Exported,
  type Outcome,
  type Policy,
  type Records,
  type Rule,
  type RuleCount,
  writeRule,
} from '../../decide/index.ts';
import type { CountedCandidate } from '../policy-view.ts';
import { DAY_MS } from '../words/time.ts';
import { candidatesOf } from './candidates.ts';
import { WOULD_DAYS } from './would.ts';

/** Conditions that are ticked at first. Chosen: a rule of two parts is read at a glance. */
const SUGGESTED = 2;

export interface CountOptions {
  readonly records: Records;
  readonly nowMs: number;
}

/** What holds for a case's visit, counted over the last week. */
export async function countedCandidates(
  { decision }: Exported,
  live: CompiledPolicy,
  { records, nowMs }: CountOptions,
): Promise<readonly CountedCandidate[]> {
  if (decision.facts === null) return [];
  const found = candidatesOf(decision.facts);
  const rules = found.map(({ when }, place) => writeRule({ id: `c${place}`, when, outcome: 'challenge' }));
  const source = { ...live.source, name: 'candidates', actions: [decision.action], rules };
  const compiled = await compilePolicy(source);
  if (!compiled.ok) return [];
  const fromMs = nowMs - WOULD_DAYS * DAY_MS;
  const counts = await countRules(compiled.policy, records.export({ fromMs }));
  const none: RuleCount = { visits: 0, fraudulent: 0, legitimate: 0 };
  const counted = found.map((one, place) => ({ ...one, ...(counts.get(`c${place}`) ?? none) }));
  const telling = counted
    .filter(({ fraudulent, legitimate }) => fraudulent > 0 && legitimate === 0)
    .toSorted((a, b) => b.fraudulent - a.fraudulent || a.visits - b.visits)
    .slice(0, SUGGESTED);
  return counted.map((one) => ({ ...one, isSuggested: telling.includes(one) }));
}

/** Strictness of what a rule of the page may answer. */
const STRICT: readonly Outcome[] = ['challenge', 'review', 'deny'];
const strictnessOf = ({ then: outcome }: Pick<Rule, 'then'>): number => STRICT.indexOf(outcome);

/** The live policy with the rule before the first one that is milder: policies go from strict to mild. */
export function withRule({ source }: CompiledPolicy, rule: Rule): Policy {
  const at = source.rules.findIndex((one) => strictnessOf(one) < strictnessOf(rule));
  const place = at < 0 ? source.rules.length : at;
  return { ...source, rules: source.rules.toSpliced(place, 0, rule) };
}
