import type { ClaimedMessage, Outbox, OutboxMessage } from './outbox.ts';

interface Waiting {
  readonly message: OutboxMessage;
  tries: number;
  /** When it is due. */
  nextMs: number;
}

/** Messages held at once; the oldest goes first. Chosen: one for each decision that is held. */
const MAX_MESSAGES = 10_000;

export interface MemoryOutbox extends Outbox {
  /** Forgets what tells of these decisions. */
  forget(decisionIds: ReadonlySet<string>): void;
}

/** Messages in this process's memory. What was delivered or given up is forgotten at once. */
export function createOutbox(): MemoryOutbox {
  const waiting = new Map<string, Waiting>();
  const nameOf = ({ id, target }: OutboxMessage) => `${id} ${target}`;

  function find({ tries, ...message }: ClaimedMessage): Waiting | null {
    const found = waiting.get(nameOf(message));
    return found?.tries === tries ? found : null;
  }

  return {
    async add(messages) {
      for (const message of messages) {
        const name = nameOf(message);
        if (!waiting.has(name)) waiting.set(name, { message, tries: 0, nextMs: message.createdMs });
      }
      for (const oldest of waiting.keys()) {
        if (waiting.size <= MAX_MESSAGES) break;
        waiting.delete(oldest);
      }
    },
    async claim({ atMs, leaseMs, limit }) {
      const due = [...waiting.values()].filter(({ nextMs }) => nextMs <= atMs);
      return due
        .toSorted((one, other) => one.nextMs - other.nextMs)
        .slice(0, limit)
        .toSorted((one, other) => one.message.createdMs - other.message.createdMs)
        .map((entry) => {
          entry.nextMs = atMs + leaseMs;
          entry.tries++;
          return { ...entry.message, tries: entry.tries };
        });
    },
    async settle(message, attempt) {
      const found = find(message);
      if (!found) return false;
      if ('deliveredMs' in attempt || attempt.nextMs === null) waiting.delete(nameOf(message));
      else found.nextMs = attempt.nextMs;
      return true;
    },
    forget(decisionIds) {
      for (const [name, { message }] of waiting)
        if (message.decisionId !== null && decisionIds.has(message.decisionId)) waiting.delete(name);
    },
  };
}
