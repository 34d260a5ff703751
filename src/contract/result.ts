/** Crosses the worker boundary instead of an exception: Comlink drops an Error's `code`. */
export type Result<T, C extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: C; readonly detail?: string };
