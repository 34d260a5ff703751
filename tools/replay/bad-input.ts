export type BadInputCode =
  | 'usage'
  | 'policy_invalid'
  | 'record_invalid'
  | 'file_invalid'
  | 'source_unreadable'
  /** Another process has the folder of a PGlite open. */
  | 'folder_in_use'
  /** The database went away before everything was done. */
  | 'database_unavailable';

/** What an operator gave that cannot be read: a code, and where and why. */
export class BadInput extends Error {
  constructor(code: BadInputCode, detail: string) {
    super(`${code}: ${detail}`);
  }
}

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
