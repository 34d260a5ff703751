/**
 * A store's answer for a key that an open transaction has: it is not known yet whether the key will be used.
 */
export const IN_USE = 'in-use';

/**
 * Where used nonces and idempotency keys are kept. Two callers racing for one key must never both get null,
 * and an eventually consistent store cannot promise that.
 */
export interface ReplayStore {
  /**
   * One atomic operation: writes `value` under `key` for `ttlMs` unless something is there. Null when the key
   * was free and now holds `value`; otherwise the value it held before, or `IN_USE` instead of waiting for
   * another transaction that holds the key. Any other answer counts as an outage.
   */
  consume(key: string, value: string, ttlMs: number): Promise<string | null>;
  /**
   * The value that `consume` wrote under the key, null for none. Changes nothing. Without it a repeated
   * request is known only while its transaction is still the same.
   */
  find?(key: string): Promise<string | null>;
  /** A key is used only if the caller commits its own transaction. @default false */
  readonly isTransactional?: boolean;
}
