import type { Answer } from 'tellsign/decide';
import { CODE_TRIES, createCode, type Order } from './order.ts';
import { isStill, type Session, takeCart } from './session.ts';

/** What became of an order: its next page, or a refusal. */
export type Settled = { readonly path: string } | 'refused';

/**
 * Takes the basket out of the session and keeps the order, in one step: one basket makes one order. An order
 * that waits for its code leaves the basket where it is, and so does one that is refused. Null where the
 * basket is no longer the order's.
 */
export function settle(session: Session, order: Order): Settled | null {
  if (!isStill(session, order.tx)) return null;
  return STEPS[order.answer.outcome](session, order);
}

const STEPS: Readonly<Record<Answer['outcome'], (session: Session, order: Order) => Settled>> = {
  allow: place,
  // Paid and looked at later, or held back: the page of the order says which.
  review: place,
  challenge(session, order) {
    session.pending = { order, code: createCode(), triesLeft: CODE_TRIES };
    return { path: '/verify' };
  },
  deny: () => 'refused',
};

function place(session: Session, order: Order): Settled {
  takeCart(session, order);
  return { path: `/order/${order.id}` };
}
