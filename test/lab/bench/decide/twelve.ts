import type { RulesLogic } from 'json-logic-js';
import type { TopLevelCondition } from 'json-rules-engine';
import { type Policy, SHIPPED } from '../../../../src/decide/index.ts';

/** One rule in the language of each engine. */
export interface Rule {
  readonly id: string;
  readonly cel: string;
  readonly logic: RulesLogic;
  readonly conditions: TopLevelCondition;
}

const v = (name: string) => ({ var: name });
const over = (name: string, value: number): RulesLogic => ({ '>': [v(name), value] });
const is = (name: string, value: string): RulesLogic => ({ '===': [v(name), value] });

/** json-rules-engine knows facts of the top level; what is in a group has a path. */
const fact = (name: string) => {
  const [group = '', member] = name.split('.');
  return member === undefined ? { fact: group } : { fact: group, path: `$.${member}` };
};
const greater = (name: string, value: number) => ({ ...fact(name), operator: 'greaterThan', value });
const less = (name: string, value: number) => ({ ...fact(name), operator: 'lessThan', value });
const equal = (name: string, value: unknown) => ({ ...fact(name), operator: 'equal', value });
const contains = (name: string, value: string) => ({ ...fact(name), operator: 'contains', value });

const STOLEN = ['key_mismatch', 'unbound', 'key_revoked'];

/** The eleven rules of the shipped checkout and one of the login, in the languages of the others. */
const TRANSLATIONS: Readonly<Record<string, Omit<Rule, 'id' | 'cel'>>> = {
  card_testing: {
    logic: {
      or: [
        over('velocity.cards_per_key_1d', 4),
        over('velocity.cards_per_account_1d', 4),
        over('velocity.attempts_per_card_1h', 5),
      ],
    },
    conditions: {
      any: [
        greater('velocity.cards_per_key_1d', 4),
        greater('velocity.cards_per_account_1d', 4),
        greater('velocity.attempts_per_card_1h', 5),
      ],
    },
  },
  copied_behaviour: {
    logic: { in: ['near_duplicate', v('flags')] },
    conditions: { all: [contains('flags', 'near_duplicate')] },
  },
  machine: {
    logic: {
      and: [
        is('level', 'high'),
        { '!': [{ and: [is('agent.state', 'verified'), { '<': [v('amount'), 200] }] }] },
      ],
    },
    conditions: {
      all: [
        equal('level', 'high'),
        { not: { all: [equal('agent.state', 'verified'), less('amount', 200)] } },
      ],
    },
  },
  stolen_cookie: {
    logic: { or: [{ in: ['binding_absent', v('flags')] }, { in: [v('code'), STOLEN] }] },
    conditions: {
      any: [contains('flags', 'binding_absent'), { ...fact('code'), operator: 'in', value: STOLEN }],
    },
  },
  someone_else_far_away: {
    logic: is('travel.kind', 'someone_else'),
    conditions: { all: [equal('travel.kind', 'someone_else')] },
  },
  many_from_one_place: {
    logic: over('velocity.cards_per_ip_1h', 10),
    conditions: { all: [greater('velocity.cards_per_ip_1h', 10)] },
  },
  strange_key_moved: {
    logic: { and: [is('travel.kind', 'network_moved'), { '!': [v('key.known')] }] },
    conditions: { all: [equal('travel.kind', 'network_moved'), equal('key.known', false)] },
  },
  new_key_big_amount: {
    logic: { and: [over('amount', 500), { '<': [v('key.age_days'), 1] }] },
    conditions: { all: [greater('amount', 500), less('key.age_days', 1)] },
  },
  big_and_unsure: {
    logic: { and: [over('amount', 500), { '!==': [v('level'), 'low'] }] },
    conditions: { all: [greater('amount', 500), { ...fact('level'), operator: 'notEqual', value: 'low' }] },
  },
  declared_agent: {
    logic: { and: [is('agent.state', 'verified'), { '<': [v('amount'), 200] }] },
    conditions: { all: [equal('agent.state', 'verified'), less('amount', 200)] },
  },
  own_key_on_the_road: {
    logic: {
      and: [is('level', 'low'), v('key.known'), over('key.age_days', 30), is('travel.kind', 'network_moved')],
    },
    conditions: {
      all: [
        equal('level', 'low'),
        equal('key.known', true),
        greater('key.age_days', 30),
        equal('travel.kind', 'network_moved'),
      ],
    },
  },
  guessing: {
    logic: over('velocity.attempts_per_account_1h', 10),
    conditions: { all: [greater('velocity.attempts_per_account_1h', 10)] },
  },
};

const [checkout, login] = [SHIPPED.checkout, SHIPPED.login] as readonly Policy[] as [Policy, Policy];
/** Twelve rules of the shipped policies. */
const RULES = [
  ...checkout.rules.filter(({ id }) => id !== 'deny_list'),
  ...login.rules.filter(({ id }) => id === 'guessing'),
];

export const TWELVE: readonly Rule[] = RULES.map(({ id, when }) => {
  const translation = TRANSLATIONS[id];
  if (!translation) throw new Error(`the shipped rule ${id} has no translation`);
  return { id, cel: when, ...translation };
});

/** The policy of the twelve, as a site writes it. */
export const POLICY: Policy = { ...checkout, rules: RULES };
