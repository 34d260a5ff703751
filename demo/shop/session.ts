import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from 'tellsign/server';
import { type Cart, transactionOf } from './cart.ts';
import type { Order } from './order.ts';
import type { OriginName } from './origins.ts';

/**
 * An order that waits for its one-time code. Its basket stays in the session, so that the visitor may go
 * back.
 */
export interface Pending {
  readonly order: Order;
  readonly code: string;
  triesLeft: number;
}

/** A visitor's state; it lives in this process's memory and nowhere else. Card data is never put here. */
export interface Session {
  readonly id: string;
  /** Epoch milliseconds; the visit cannot have begun earlier. */
  readonly openedMs: number;
  cart: Cart;
  /** Refused verdicts in a row; the second one is answered with a one-time code instead of a retry. */
  retries: number;
  /** One-time codes that were wrong. */
  wrongCodes: number;
  pending: Pending | null;
  /**
   * Names the order that is being made, and changes once it was: however often Pay is pressed for it, it is
   * decided on once.
   */
  attempt: string;
  /** Where the visitor chose to seem to come from. */
  origin: OriginName;
  readonly orders: Map<string, Order>;
  /** Nonce requests in the current window. */
  issued: { windowStartMs: number; count: number };
  usedMs: number;
}

export interface Sessions {
  /** The session of this id, or a new one when there is none. */
  open(id: string | undefined): Session;
}

/** Chosen: 10,000 guests and as many newcomers, of a few KB each. */
const MAX_SESSIONS = 10_000;
const IDLE_MS = 2 * 60 * 60 * 1000;
const MAX_ORDERS = 20;

/**
 * In memory, bounded; `now` is milliseconds. A visitor who has come back with the cookie is a guest,
 * everybody else is a newcomer. When there are too many guests, the least recently used guest is forgotten,
 * and the same goes for newcomers. So requests without a cookie, which cost nothing, push out no guest. A
 * shop that keeps sessions in a database needs no such rule.
 */
export function createSessions(now: () => number = Date.now): Sessions {
  const newcomers = new Map<string, Session>();
  const guests = new Map<string, Session>();
  const find = (id: string | undefined): Session | undefined => {
    const known = id === undefined ? undefined : (guests.get(id) ?? newcomers.get(id));
    return known && now() - known.usedMs < IDLE_MS ? known : undefined;
  };
  return {
    open(id) {
      const known = find(id);
      const session = known ?? createSession(now());
      session.usedMs = now();
      newcomers.delete(session.id);
      guests.delete(session.id);
      keep(known ? guests : newcomers, session);
      return session;
    },
  };
}

function keep(sessions: Map<string, Session>, session: Session): void {
  sessions.set(session.id, session);
  if (sessions.size > MAX_SESSIONS) sessions.delete(sessions.keys().next().value ?? '');
}

/** Whether the basket is still the one of this transaction; an empty basket never is. */
export function isStill({ cart }: Session, tx: Transaction | undefined): boolean {
  if (cart.size === 0 || tx === undefined) return false;
  return Object.entries(transactionOf(cart)).every(([name, value]) => tx[name] === value);
}

/**
 * Takes the basket out of the session and keeps its order for the result page; a session remembers a handful.
 */
export function takeCart(session: Session, order: Order): void {
  session.cart = new Map();
  session.pending = null;
  session.retries = 0;
  session.attempt = randomUUID();
  session.orders.set(order.id, order);
  for (const oldest of session.orders.keys()) {
    if (session.orders.size <= MAX_ORDERS) break;
    session.orders.delete(oldest);
  }
}

function createSession(nowMs: number): Session {
  return {
    id: randomBytes(16).toString('base64url'),
    openedMs: nowMs,
    cart: new Map(),
    retries: 0,
    wrongCodes: 0,
    pending: null,
    attempt: randomUUID(),
    origin: 'nowhere',
    orders: new Map(),
    issued: { windowStartMs: nowMs, count: 0 },
    usedMs: nowMs,
  };
}
