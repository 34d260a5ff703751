import { isLabelReason, type LabelReason } from '../../decide/label/vocabulary.ts';

/**
 * What providers call a reason, in lower case with `_` between words: Stripe's `dispute.reason` and
 * Braintree's `reason`. What is none of these is mapped by who knows it.
 */
const WORDS: Readonly<Record<string, LabelReason>> = {
  ...named('chargeback_fraud', 'fraudulent fraud unrecognized not_recognized debit_not_authorized'),
  ...named(
    'chargeback_dispute',
    `product_not_received product_unacceptable product_unsatisfactory credit_not_processed duplicate
    subscription_canceled cancelled_recurring_transaction transaction_amount_differs noncompliant`,
  ),
  ...named(
    'chargeback',
    `general customer_initiated bank_cannot_process check_returned insufficient_funds invalid_account
    incorrect_account_details`,
  ),
};

/**
 * Reason codes of card networks, which Adyen's report begins its reasons with. "Somebody else paid" are
 * Visa's group 10, Mastercard's 4837, 4840, 4849, 4863, 4870 and 4871, American Express' F codes and
 * Discover's UA codes. Visa's groups 12 and 13, Mastercard's 4834 and 4853 and American Express' C and P
 * codes are disputes of other kinds.
 */
const CODES: readonly (readonly [RegExp, LabelReason])[] = [
  [/^(10\.\d|48(37|40|49|63|70|71)|f(10|14|24|29|30|31)|ua\d\d)\b/, 'chargeback_fraud'],
  [/^(1[23]\.\d|48(34|53)|[cp]\d\d)\b/, 'chargeback_dispute'],
];

/** What the state of a dispute says; null where the reason decides. */
const STATUSES: Readonly<Record<string, LabelReason | 'inquiry' | null>> = {
  ...named('chargeback_reversed', 'won chargeback_reversed chargebackreversed'),
  ...named('fraud_notification', 'notificationoffraud notification_of_fraud fraud_notification'),
  ...named(
    'inquiry',
    `warning_needs_response warning_under_review warning_closed requestforinformation
    request_for_information informationsupplied retrieval prevented`,
  ),
  ...named(
    null,
    `needs_response under_review lost open accepted disputed expired charge_refunded chargeback
    secondchargeback second_chargeback notificationofchargeback notification_of_chargeback`,
  ),
};

export type ReasonError =
  /** Neither of the vocabulary, nor a provider's word, nor a network's code. */
  | 'reason_unknown'
  | 'status_unknown'
  /** A question of the bank: no money has moved, and most end there. */
  | 'inquiry';

export type ReasonRead =
  | { readonly ok: true; readonly reason: LabelReason }
  | { readonly ok: false; readonly error: ReasonError };

/** The vocabulary's reason for what a line says. A status that says more than the reason decides. */
export function readReason(reason: string, status: string): ReasonRead {
  const state = wordOf(status);
  if (status !== '' && !Object.hasOwn(STATUSES, state)) return { ok: false, error: 'status_unknown' };
  const meant = STATUSES[state];
  if (meant === 'inquiry') return { ok: false, error: 'inquiry' };
  if (meant) return { ok: true, reason: meant };
  const found = status !== '' && reason === '' ? 'chargeback' : reasonOf(reason);
  return found ? { ok: true, reason: found } : { ok: false, error: 'reason_unknown' };
}

function reasonOf(text: string): LabelReason | undefined {
  const word = wordOf(text);
  if (isLabelReason(word)) return word;
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  return CODES.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1];
}

const wordOf = (text: string): string => text.toLowerCase().replaceAll(/[\s-]+/g, '_');

function named<T>(value: T, words: string): Record<string, T> {
  return Object.fromEntries(words.split(/\s+/).map((word) => [word, value]));
}
