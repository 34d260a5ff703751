/** What an operator gave that cannot be read: a code, and where and why. */
export class BadInput extends Error {
  constructor(code: 'usage' | 'policy_invalid' | 'record_invalid' | 'source_unreadable', detail: string) {
    super(`${code}: ${detail}`);
  }
}

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
