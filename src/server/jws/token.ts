import { decodeBase64url, decodeBinary } from '../../wire/base64url.ts';
import { parseCanonical } from '../../wire/canonical.ts';
import { type Checked, fail, isMembers, type Members, pass } from '../checked.ts';

/** A compact JWS, taken apart; nothing in it is trusted yet. */
export interface Token {
  /** The JSON text of the header. */
  readonly header: string;
  readonly payload: string;
  /** The text that the signature covers. */
  readonly signed: string;
  /**
   * Null if it is not canonical base64url. That is `malformed`, but only after the algorithm was checked
   * (A13).
   */
  readonly signature: Uint8Array<ArrayBuffer> | null;
}

/**
 * The first checks of §1.7: size, segments, canonical base64url. Total over any value. Only the length of an
 * over-long text is read, so it costs no more time.
 */
export function openToken(token: unknown, maxChars: number): Checked<Token> {
  // An empty field is what a form sends when the script that fills it was blocked.
  if (token === undefined || token === null || token === '') return fail('missing');
  if (typeof token !== 'string' || token.length > maxChars) return fail('malformed');
  // The limit of four shows the five segments of a JWE without splitting a hostile text to its end.
  const [header, payload, signature, ...rest] = token.split('.', 4);
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    return fail('malformed');
  const headerText = decodeBinary(header);
  const payloadText = decodeBinary(payload);
  const signatureBytes = decodeBase64url(signature);
  // An empty segment decodes to an empty text; the next checks refuse it.
  if (headerText === null || payloadText === null) return fail('malformed');
  // A byte that is not ASCII becomes a character that the check of canonical text refuses.
  return pass({
    header: headerText,
    payload: payloadText,
    signed: `${header}.${payload}`,
    signature: signatureBytes,
  });
}

/** Canonical JSON (§1.3) of an object. */
export function readObject(text: string): Checked<Members> {
  const parsed = parseCanonical(text);
  return parsed.ok && isMembers(parsed.value) ? pass(parsed.value) : fail('malformed');
}
