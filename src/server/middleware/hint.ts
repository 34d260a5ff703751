import { HINT_FIELD, HINT_HEADER, HINT_PATTERN } from '../../contract/hint.ts';
import type { MisconfigurationName } from '../../contract/misconfiguration.ts';
import type { Reading } from './reading.ts';

/**
 * Why a request has no token (A19): what the page says or, where it says nothing, what the guard sees. It is
 * no evidence, because anybody can write it.
 */
export async function readHint(reading: Reading, maxBytes: number): Promise<string> {
  const said = reading.header(HINT_HEADER) ?? (await reading.field(HINT_FIELD, maxBytes));
  if (typeof said === 'string' && HINT_PATTERN.test(said)) return said;
  const seen: MisconfigurationName = (await reading.isUnread(maxBytes)) ? 'body_unparsed' : 'script_blocked';
  return seen;
}
