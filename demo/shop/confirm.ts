import { isCode, type Order } from './order.ts';
import { isStill, type Pending, type Session, takeCart } from './session.ts';

/** What became of a code that was entered. */
export type Entered =
  | { readonly is: 'placed'; readonly order: Order }
  | { readonly is: 'wrong'; readonly pending: Pending }
  | { readonly is: 'spent' | 'changed'; readonly order: Order }
  | { readonly is: 'none' };

/**
 * Compares a code with the one that was sent and places the order, in one step: the try counts before the
 * comparison.
 */
export function enterCode(session: Session, entered: unknown): Entered {
  const { pending } = session;
  if (pending === null) return { is: 'none' };
  pending.triesLeft -= 1;
  if (isCode(entered, pending.code)) {
    session.pending = null;
    if (!isStill(session, pending.order.tx)) return { is: 'changed', order: pending.order };
    const order = { ...pending.order, confirmed: true };
    takeCart(session, order);
    return { is: 'placed', order };
  }
  session.wrongCodes += 1;
  if (pending.triesLeft > 0) return { is: 'wrong', pending };
  session.pending = null;
  return { is: 'spent', order: pending.order };
}
