import { evaluate } from '../policy/evaluate.ts';
import type { CompiledPolicy } from '../policy/publish.ts';
import { labelInForce } from '../records/label.ts';
import type { Exported } from '../records/records.ts';
import { variablesOf } from '../steps/judge.ts';
import { readExported } from './read-exported.ts';

/** For how many recorded visits a rule holds, and what is known of them. */
export interface RuleCount {
  readonly visits: number;
  readonly fraudulent: number;
  readonly legitimate: number;
}

/**
 * Counts each rule of a policy by itself, over recorded visits of the policy's actions.
 *
 * @throws InvalidRecord with the place of one that is no record of an export
 */
export async function countRules(
  policy: CompiledPolicy,
  records: Iterable<Exported> | AsyncIterable<Exported>,
): Promise<ReadonlyMap<string, RuleCount>> {
  const none = () => ({ visits: 0, fraudulent: 0, legitimate: 0 });
  const counts = new Map(policy.rules.map(({ id }) => [id, none()]));
  let read = 0;
  for await (const given of records) {
    const { decision, labels } = readExported(given, ++read);
    if (decision.facts === null || !policy.actions.includes(decision.action)) continue;
    const { hits } = evaluate(policy, variablesOf(decision.facts));
    const outcome = labelInForce(labels)?.outcome;
    for (const id of hits) {
      const count = counts.get(id);
      if (!count) continue;
      count.visits++;
      if (outcome === 'fraudulent' || outcome === 'legitimate') count[outcome]++;
    }
  }
  return counts;
}
