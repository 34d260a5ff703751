import type { OutboxMessage } from '../message.ts';
import type { ClaimedMessage, Outbox } from './outbox.ts';

interface Kept {
  readonly message: OutboxMessage;
  tries: number;
  /** When it is due; null once nothing more is to be done. */
  nextMs: number | null;
  isDelivered: boolean;
}

/**
 * Messages held at once; the oldest that was delivered or given up goes first, then the oldest. Chosen: one
 * for each decision that is held.
 */
const MAX_MESSAGES = 10_000;

export interface MemoryOutbox extends Outbox {
  /** Forgets what tells of these decisions. */
  forget(decisionIds: ReadonlySet<string>): void;
}

/** Messages in this process's memory. */
export function createOutbox(): MemoryOutbox {
  const kept = new Map<string, Kept>();
  const nameOf = ({ id, target }: OutboxMessage) => `${id} ${target}`;
  const waiting = () => [...kept.values()].filter(({ nextMs }) => nextMs !== null);

  function makeRoom(): void {
    for (const [name, { nextMs }] of kept) {
      if (kept.size <= MAX_MESSAGES) return;
      if (nextMs === null) kept.delete(name);
    }
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_MESSAGES) return;
      kept.delete(oldest);
    }
  }

  return {
    async add(messages) {
      for (const message of messages) {
        const name = nameOf(message);
        if (!kept.has(name))
          kept.set(name, { message, tries: 0, nextMs: message.createdMs, isDelivered: false });
      }
      makeRoom();
    },
    async claim({ atMs, leaseMs, limit, except = [] }) {
      const due = [...kept.values()].filter(
        ({ nextMs, message }) => nextMs !== null && nextMs <= atMs && !except.includes(message.target),
      );
      return due
        .toSorted((one, other) => (one.nextMs ?? 0) - (other.nextMs ?? 0))
        .slice(0, limit)
        .toSorted((one, other) => one.message.createdMs - other.message.createdMs)
        .map((entry) => {
          entry.nextMs = atMs + leaseMs;
          entry.tries++;
          return { ...entry.message, tries: entry.tries };
        });
    },
    async settle({ tries, ...message }: ClaimedMessage, attempt) {
      const found = kept.get(nameOf(message));
      if (found?.tries !== tries || found.nextMs === null) return false;
      found.isDelivered = 'deliveredMs' in attempt;
      found.nextMs = 'deliveredMs' in attempt ? null : attempt.nextMs;
      return true;
    },
    async replay(request, atMs) {
      const chosen = [...kept.values()].filter(({ message, nextMs, isDelivered }) => {
        if ('id' in request) return message.id === request.id;
        const isGivenUp = nextMs === null && !isDelivered;
        return message.target === request.target && isGivenUp && message.createdMs >= request.sinceMs;
      });
      for (const entry of chosen) {
        if (entry.nextMs === null) entry.tries = 0;
        entry.nextMs = atMs;
        entry.isDelivered = false;
      }
      return chosen.length;
    },
    async state() {
      const created = waiting().map(({ message }) => message.createdMs);
      const settled = [...kept.values()].filter(({ nextMs }) => nextMs === null);
      return {
        waiting: created.length,
        oldestMs: created.length === 0 ? null : created.reduce((one, other) => Math.min(one, other)),
        givenUp: settled.filter(({ isDelivered }) => !isDelivered).length,
      };
    },
    forget(decisionIds) {
      for (const [name, { message }] of kept)
        if (message.decisionId !== null && decisionIds.has(message.decisionId)) kept.delete(name);
    },
  };
}
