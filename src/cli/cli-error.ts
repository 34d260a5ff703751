/** Why a command could not be carried out; `docs/cli.md` has each. */
export type CliErrorCode =
  | 'unknown_command'
  | 'unknown_option'
  | 'argument_missing'
  | 'argument_unexpected'
  | 'argument_invalid'
  | 'file_unreadable'
  | 'file_exists'
  | 'file_unwritable'
  | 'file_invalid'
  | 'file_in_use'
  | 'stack_unknown'
  | 'package_missing'
  | 'source_unreadable'
  | 'folder_in_use'
  | 'secret_missing'
  | 'database_unavailable'
  | 'unexpected';

/** A command that could not be carried out: a code, and a sentence that says what to do instead. */
export class CliError extends Error {
  readonly code: CliErrorCode;
  constructor(code: CliErrorCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** The first line of what was thrown. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
