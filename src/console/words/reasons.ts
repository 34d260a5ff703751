import type { LabelOutcome } from '../../decide/index.ts';

/** Why somebody answers so; the number is its key. The names are the labels' (decide.md §8). */
export const REASONS = {
  fraudulent: [
    ['stolen_card', 'Stolen card'],
    ['account_takeover', 'Account taken over'],
    ['card_testing', 'Cards are tested'],
    ['payment_heuristics', 'Payment pattern'],
    ['scripted', 'A script, not a person'],
    ['chargeback_fraud', 'Charged back as fraud'],
    ['failed_two_factor', 'Second factor failed'],
    ['social_spam', 'Spam'],
    ['other', 'Something else'],
  ],
  legitimate: [
    ['known_customer', 'Known customer'],
    ['travelling', 'Travelling'],
    ['vpn_or_work_network', 'VPN or network at work'],
    ['new_device', 'New device'],
    ['passed_two_factor', 'Second factor passed'],
    ['customer_confirmed', 'The customer confirmed'],
    ['declared_agent', 'An agent with a mandate'],
    ['assistive_technology', 'Assistive technology'],
    ['other', 'Something else'],
  ],
  unsure: [
    ['too_little_known', 'Too little is known'],
    ['waiting_for_customer', 'Waiting for the customer'],
    ['mixed_signs', 'Signs for both'],
  ],
} as const satisfies Record<LabelOutcome, readonly (readonly [reason: string, text: string])[]>;

/** A reason's words; its own name where it comes from somewhere else. */
export function inWords(reason: string): string {
  const known = Object.values(REASONS)
    .flat()
    .find(([name]) => name === reason);
  return known?.[1] ?? reason.replaceAll('_', ' ');
}

/** Whether a form's value is an outcome and one of its reasons: `fraudulent:stolen_card`. */
export function isAnswer(value: string): boolean {
  return Object.entries(REASONS).some(([outcome, reasons]) =>
    reasons.some(([reason]) => value === `${outcome}:${reason}`),
  );
}
