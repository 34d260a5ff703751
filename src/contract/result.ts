/**
 * A value or a coded error. It crosses the worker boundary in place of an exception, because Comlink drops an
 * Error's `code`.
 */
export type Result<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: C; readonly detail?: string };
