import type { Code } from '../contract/protocol.ts';
import type { Result } from '../contract/result.ts';

/** Outcome of one step of the verification: its value, or the code that ends the verification. */
export type Checked<T> = Result<T, Code>;

export const pass = <T>(value: T): Checked<T> => ({ ok: true, value });
export const fail = (code: Code): { readonly ok: false; readonly code: Code } => ({ ok: false, code });

/** A parsed JSON object. */
export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
