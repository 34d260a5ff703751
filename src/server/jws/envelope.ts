import { type Checked, fail, type Members, pass } from '../checked.ts';
import { readHeader } from './header.ts';
import type { PublicKey } from './key.ts';
import { openToken, readObject, type Token } from './token.ts';

/** A well-formed message. Nothing in it is trusted yet, because its signature was not checked. */
export interface Envelope {
  readonly token: Token;
  readonly key: PublicKey;
  readonly payload: Members;
}

/** Size, segments, base64url, header, key and canonical payload of one type of message (§1.7). */
export function openEnvelope(
  token: unknown,
  { typ, maxChars }: { readonly typ: string; readonly maxChars: number },
): Checked<Envelope> {
  const opened = openToken(token, maxChars);
  if (!opened.ok) return opened;
  const header = readObject(opened.value.header);
  if (!header.ok) return header;
  const key = readHeader(header.value, typ);
  if (!key.ok) return key;
  if (opened.value.signature === null) return fail('malformed');
  const payload = readObject(opened.value.payload);
  if (!payload.ok) return payload;
  return pass({ token: opened.value, key: key.value, payload: payload.value });
}
