import type { ContextReason, Facts } from '../decision.ts';

/** A fact beside the score that speaks for fraud or against it. */
export interface ContextTerm extends ContextReason {
  /** Where the weight comes from. */
  readonly source: string;
  readonly applies: (facts: Facts) => boolean;
}

/** Nobody has published these figures; a site's labels replace them (decide.md §8). */
const ASSUMED = 'assumption';

/**
 * Weight of a fact for which the shipped policies raise an alert whatever the level is. They trust it as much
 * as the level `high`, and so does the prior: with this weight a visit like a person's (−1) stands where a
 * score of .95 (2.9) stands without such a fact.
 */
const ALERTING = { weight: 4, source: 'as much as a score of .95: the shipped policies alert on either' };

/** How a sum of logits becomes a probability of fraud. */
export interface Calibration {
  readonly slope: number;
  readonly intercept: number;
  /** Half of the 80 % interval, logits. */
  readonly halfWidth: number;
  readonly basis: 'prior' | 'labels';
  readonly source: string;
}

/**
 * What is taken as true of a site until it has 200 labels. Without context a score of .27 or less gives
 * 0.7 %, .5 gives 1.5 %, .95 gives 11 %, and each may be off by a factor of four.
 */
export const PRIOR: Calibration = {
  slope: 0.7,
  intercept: -4.2,
  halfWidth: 1.4,
  basis: 'prior',
  source: ASSUMED,
};

/** What is at stake in an action. */
export interface ActionWeight {
  /** Share of the amount that is lost where a visit is fraud. */
  readonly share: number;
  /** What stands for an amount that is not known, in units of the site's currency. It ranks, and no more. */
  readonly amount: number;
  readonly source: string;
}

/** An order's goods are lost whole; an account taken over costs about an order; a false account less. */
export const ACTION_WEIGHTS: Readonly<Record<string, ActionWeight>> = {
  checkout: { share: 1, amount: 100, source: ASSUMED },
  login: { share: 1, amount: 100, source: ASSUMED },
  signup: { share: 1, amount: 20, source: ASSUMED },
};

const OTHER_ACTION: ActionWeight = { share: 1, amount: 100, source: ASSUMED };

export const weightOf = (action: string): ActionWeight =>
  Object.hasOwn(ACTION_WEIGHTS, action) ? (ACTION_WEIGHTS[action] ?? OTHER_ACTION) : OTHER_ACTION;

/** Code of the term by which a recorded decision says that its visit was in a campaign. */
export const IN_CAMPAIGN = 'in_campaign';

const STOLEN = new Set(['key_mismatch', 'unbound', 'key_revoked']);

/**
 * What is added to the score's logit, so that the number that ranks a case is a sum that can be shown. A fact
 * with weight 0 is only said. No term names a country (decide.md §1).
 */
export const CONTEXT_TERMS: readonly ContextTerm[] = [
  {
    code: 'many_cards',
    ...ALERTING,
    text: 'Many cards were tried in a short time.',
    applies: ({ velocity }) =>
      velocity.cards_per_key_1d > 4 || velocity.cards_per_account_1d > 4 || velocity.attempts_per_card_1h > 5,
  },
  {
    code: 'many_accounts',
    ...ALERTING,
    text: 'One device used many accounts.',
    applies: ({ velocity }) => velocity.accounts_per_key_1d > 5,
  },
  {
    code: 'copied_behaviour',
    ...ALERTING,
    text: 'The same behaviour was seen before.',
    applies: ({ flags }) => flags.includes('near_duplicate'),
  },
  {
    code: 'stolen_cookie',
    ...ALERTING,
    text: 'The device key does not fit the visitor’s cookie.',
    applies: ({ flags, code }) => flags.includes('binding_absent') || STOLEN.has(code),
  },
  {
    code: 'someone_else_far_away',
    ...ALERTING,
    text: 'The account was just used far away, on another device.',
    applies: ({ travel }) => travel.kind === 'someone_else',
  },
  {
    code: 'many_from_one_place',
    ...ALERTING,
    text: 'Many cards came from one address.',
    applies: ({ velocity }) => velocity.cards_per_ip_1h > 10,
  },
  {
    code: 'agent_signature_invalid',
    weight: 1,
    text: 'The request declares an agent, and its signature is wrong.',
    source: ASSUMED,
    applies: ({ agent }) => agent.state === 'invalid',
  },
  {
    code: 'strange_key_moved',
    weight: 0.7,
    text: 'A device that is new to this account came by a network that hides where it is.',
    source: ASSUMED,
    applies: ({ travel, key }) => travel.kind === 'network_moved' && !key.known,
  },
  {
    code: 'strange_key',
    weight: 0.5,
    text: 'The device is new to this account.',
    source: ASSUMED,
    applies: ({ key }) => !key.known,
  },
  {
    code: 'hidden_network',
    weight: 0.3,
    text: 'The address belongs to a VPN or a hosting provider.',
    source: ASSUMED,
    applies: ({ network }) => network.vpn || network.hosting,
  },
  {
    code: 'old_key',
    weight: -1,
    text: 'The device has been known on this account for more than a month.',
    source: ASSUMED,
    applies: ({ key }) => key.known && key.age_days > 30,
  },
  {
    // Learning leaves visits out by this code: facts are gone before labels are mature.
    code: IN_CAMPAIGN,
    weight: 0,
    text: 'The visit is one of a wave of visits that resemble one another.',
    source: 'decide.md §8: a campaign has rules of its own, and teaches nothing',
    applies: ({ campaign }) => campaign.size > 0,
  },
  {
    code: 'agent_unverified',
    weight: 0,
    text: 'The request declares an agent, and nobody here can check that.',
    source: 'decide.md §5',
    applies: ({ agent }) => agent.state === 'unverified',
  },
  {
    code: 'agent_with_human_input',
    weight: 0,
    text: 'An agent signed the request, and the input is like a person’s.',
    source: 'decide.md §5',
    applies: ({ agent, level }) => agent.state === 'verified' && level === 'low',
  },
  {
    code: 'automation_undeclared',
    weight: 0,
    text: 'The input is automated, and no agent declared itself.',
    source: 'decide.md §5',
    applies: ({ agent, level }) => agent.state === 'none' && level === 'high',
  },
  {
    code: 'amount_unknown',
    weight: 0,
    text: 'The amount is not known, and rules read it as infinite.',
    source: 'decide.md §4',
    applies: ({ amount }) => amount === null,
  },
];

/** The terms that apply, from the one that speaks most. */
export function contextOf(facts: Facts): readonly ContextReason[] {
  return CONTEXT_TERMS.filter(({ applies }) => applies(facts))
    .map(({ code, weight, text }) => ({ code, weight, text }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
