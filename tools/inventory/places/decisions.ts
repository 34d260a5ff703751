import type { Decision } from '../../../src/decide/decision.ts';
import type { VARIABLES } from '../../../src/decide/policy/variables.ts';
import type { Label } from '../../../src/decide/records/label.ts';
import type { Place, Places } from '../place.ts';
import { KEPT, STORE } from '../terms.ts';

/** Members of the columns `body`. A member without a row is a type error here. */
type Named<Members> = Omit<Place, 'names'> & {
  readonly names: Readonly<Record<keyof Members, Place['names'][string]>>;
};

const decision: Named<Required<Omit<Decision, 'facts'>>> = {
  what: 'Members of `tellsign_decision.body`.',
  basis: 'accountable',
  kept: KEPT.decision,
  recipient: STORE,
  names: {
    id: 'Random name of the decision',
    atMs: 'When it was made',
    action: 'The action',
    outcome: 'The answer',
    hold: 'Whether the order waits',
    rule: 'The rule that decided',
    hits: 'Every rule that held',
    alert: 'Whether a person should look',
    policy: 'Name and revision of the policy',
    ruleErrors: 'Rules that could not be read',
    risk: 'Probability of fraud, and how sure it is',
    actor: 'Person, bot or declared agent',
    expectedLoss: 'Loss to be expected',
    reasons: 'Codes and sentences: why',
    context: 'Reasons from the surroundings, such as travel',
    shadow: 'What other policies would have answered',
    failover: 'Why the answer is the one for outages',
    unreadable: 'Names of members of the request that could not be read',
    propensity: 'Probability of being drawn for an audit: learning stays unbiased',
    tookMs: { purpose: 'Time it took', basis: 'none' },
  },
};

const facts: Named<typeof VARIABLES> = {
  what: 'Members of `tellsign_facts.body`: what the rules saw.',
  basis: 'accountable',
  kept: KEPT.facts,
  recipient: STORE,
  names: {
    level: 'Level of the verdict',
    score: 'Probability of automation',
    code: 'Why the verdict was refused',
    flags: 'What spoke against trusting it',
    reasons: 'Codes of the verdict’s reasons',
    groups: 'Weight of each group of features; no feature’s value',
    degraded: 'Why the verdict is trusted less',
    amount: 'The amount',
    currency: 'Its currency',
    action: 'The action',
    key: 'Whether the key is known on the account, since when, and bound',
    denied: 'Whether a name is on the deny list',
    travel: 'Distance and speed from the account’s last place; no place',
    network: 'Kind and number of the network; no address',
    velocity: 'Counts of attempts',
    agent: 'A declared agent’s name and whether it was verified',
    campaign: 'Size of the campaign that the visit belongs to',
    risk: 'Probability of fraud',
    site: { purpose: 'Share of attempts without a token, over all visitors', basis: 'none' },
  },
};

const label: Named<Required<Label>> = {
  what: 'Members of `tellsign_label.body`: what was said of a decision.',
  basis: 'accountable',
  kept: KEPT.label,
  recipient: STORE,
  names: {
    id: 'Name of the label',
    outcome: 'What became of the visit',
    reason: 'Why, as a code',
    source: 'Analyst, chargeback, customer, challenge, import',
    by: 'The employee or system that said so',
    atMs: 'When',
    note: { purpose: 'Free text of a reviewer', kept: `${KEPT.decision}: it goes with the decision` },
    reverses: 'The label that is taken back',
  },
};

export const BODY_PLACES: Places = { decision, facts, label };
