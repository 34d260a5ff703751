import type { Answer, BookEntry, CompiledPolicy, PolicyBook } from '../../decide/index.ts';
import type { PoliciesView, PolicyView, ShadowView } from '../policy-view.ts';
import { type Day, noMatrix } from './day.ts';

export function policiesView(policies: PolicyBook, day: Day): PoliciesView {
  const inState = (state: BookEntry['state']) => policies.entries().filter((entry) => entry.state === state);
  const view = (entry: BookEntry) => policyView(entry, day);
  return {
    live: inState('live').map(view),
    shadow: inState('shadow').map((entry) => shadowView(entry, day)),
    drafts: inState('draft').map(view),
    retired: inState('retired').map(view),
  };
}

export function policyView({ policy, state, by }: BookEntry, day: Day): PolicyView {
  const { name, revision, actions, rules, otherwise, warnings } = policy;
  const seen = day.policies.get(revision);
  return {
    name,
    revision,
    state,
    by,
    actions,
    visits: seen?.visits ?? 0,
    warnings,
    otherwise: Object.entries(otherwise).map(([level, answer]) => [level, tell(answer)]),
    rules: rules.map((rule) => ({
      id: rule.id,
      when: whenOf(policy, rule.id),
      answer: tell(rule),
      alert: rule.alert,
      note: rule.note,
      hits: seen?.hits.get(rule.id) ?? 0,
    })),
  };
}

const shadowView = (entry: BookEntry, day: Day): ShadowView => ({
  ...policyView(entry, day),
  matrix: day.policies.get(entry.policy.revision)?.matrix ?? noMatrix(),
});

const tell = ({ outcome, hold }: Answer): string => (hold ? `${outcome}, held back` : outcome);

const whenOf = ({ source }: CompiledPolicy, id: string): string =>
  source.rules.find((rule) => rule.id === id)?.when ?? '';
