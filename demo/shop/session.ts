import { randomBytes } from 'node:crypto';
import type { Cart } from './cart.ts';
import type { Order } from './order.ts';

/** A visitor's state; it lives in this process's memory and nowhere else. Card data is never put here. */
export interface Session {
  readonly id: string;
  /** Epoch milliseconds; nothing the visitor did here can be older. */
  readonly openedMs: number;
  cart: Cart;
  /** Refused verdicts in a row; the second one is answered with a one-time code instead of a retry. */
  retries: number;
  /** Waiting for its one-time code. */
  pending: { readonly order: Order; readonly code: string; triesLeft: number } | null;
  readonly orders: Map<string, Order>;
  /** Nonce requests in the current window. */
  issued: { windowStartMs: number; count: number };
  usedMs: number;
}

export interface Sessions {
  /** The session of this id, or a new one when there is none. */
  open(id: string | undefined): Session;
}

const MAX_SESSIONS = 10_000;
const IDLE_MS = 2 * 60 * 60 * 1000;
const MAX_ORDERS = 20;

/** In memory, bounded: the least recently used session goes first. `now` is milliseconds. */
export function createSessions(now: () => number = Date.now): Sessions {
  const sessions = new Map<string, Session>();
  return {
    open(id) {
      const known = id === undefined ? undefined : sessions.get(id);
      const session = known && now() - known.usedMs < IDLE_MS ? known : createSession(now());
      session.usedMs = now();
      sessions.delete(session.id);
      sessions.set(session.id, session);
      for (const oldest of sessions.keys()) {
        if (sessions.size <= MAX_SESSIONS) break;
        sessions.delete(oldest);
      }
      return session;
    },
  };
}

/** Keeps the order for its result page; a session remembers a handful. */
export function keepOrder(session: Session, order: Order): void {
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
    pending: null,
    orders: new Map(),
    issued: { windowStartMs: nowMs, count: 0 },
    usedMs: nowMs,
  };
}
