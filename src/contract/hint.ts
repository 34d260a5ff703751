import type { Verdict } from './verdict.ts';

/** Where a page says why it has no token (A19): a field of the form, or a header. It is no evidence. */
export const HINT_FIELD = 'tellsign-hint';
export const HINT_HEADER = 'Verdict-Hint';
/** A19: a degraded code; anything else is dropped. */
export const HINT_PATTERN = /^[a-z_]{1,32}$/;

/** Why a verdict has no token; empty when it has one. */
export const hintOf = ({ token, degraded }: Pick<Verdict, 'token' | 'degraded'>): string =>
  token ? '' : (degraded.find((code) => code !== 'key_ephemeral') ?? '');
