import type { DecideRequest } from 'tellsign/decide';
import type { Transaction, Verification } from 'tellsign/server';
import type { FieldErrors, Fields } from './fields.ts';
import type { Session } from './session.ts';

/** The schemes' published test number. Everybody who tries the demo types it, so it tells nobody apart. */
const TEST_CARD = '4242424242424242';

export interface Purchase {
  readonly session: Session;
  readonly fields: Fields;
  readonly errors: FieldErrors;
  readonly verdict: Verification;
  /** What is bought; its amount is in minor units. */
  readonly tx: Transaction;
}

/**
 * What is decided on. The shop has no log-in, so the account is who gets the receipt. A form with a wrong
 * field orders nothing: it is counted by its key and its card, but under no account, so that no device
 * becomes known on an account by it, and under no idempotency key. With another email or card it is another
 * order.
 */
export function describePurchase({
  session,
  fields,
  errors,
  verdict,
  tx,
}: Purchase): Omit<DecideRequest, 'action' | 'request'> {
  const isOrder = Object.keys(errors).length === 0;
  const account = isOrder ? fields.email.toLowerCase() : null;
  const card = errors.card === undefined ? cardOf(fields) : null;
  return {
    account,
    card,
    amount: Number(tx.amount) / 100,
    currency: tx.currency,
    session: session.id,
    idempotencyKey: isOrder
      ? JSON.stringify([session.attempt, tx.cart, account, card, deviceOf(verdict)])
      : null,
  };
}

/**
 * Two devices in one session are decided on one by one: the code that one of them passes must not make the
 * other one known.
 */
const deviceOf = (verdict: Verification): string => (verdict.ok ? verdict.key.jkt : '');

/**
 * The number's digits, of which the decider keeps a keyed hash alone. A real shop never sees them: it has the
 * fingerprint that its payment provider gives every card.
 */
function cardOf({ card }: Fields): string | null {
  const digits = card.replace(/\D/g, '');
  return digits === TEST_CARD ? null : digits;
}
