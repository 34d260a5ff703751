import { ask } from '../../server/stores/ask.ts';

/**
 * How much of a decision's time may have passed when a step ends. Chosen: stores answer within a few
 * milliseconds or are down, and a late timer must not make the whole late.
 */
export const SHARES = { locate: 0.25, facts: 0.7, save: 0.9 } as const;

/** The time that a decision may take. */
export interface Deadline {
  /** An answer, or undefined where it fails or is not there by this share of the time. */
  ask<T>(question: () => T | Promise<T>, share: number): Promise<T | undefined>;
  tookMs(): number;
}

export function startDeadline(timeoutMs: number): Deadline {
  const startMs = performance.now();
  const tookMs = () => performance.now() - startMs;
  return {
    async ask(question, share) {
      try {
        const answer = question();
        // What is answered at once needs no timer. A query that runs when it is awaited is no Promise.
        if (!isThenable(answer)) return answer;
        return await ask(() => answer, Math.max(1, timeoutMs * share - tookMs()));
      } catch {
        return undefined;
      }
    },
    tookMs,
  };
}

const isThenable = (answer: unknown): boolean => typeof Object(answer).then === 'function';
