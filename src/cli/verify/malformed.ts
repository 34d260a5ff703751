import { MAX_TOKEN_CHARS } from '../../contract/protocol.ts';

/** Characters of a signature: 64 bytes of ES256 in base64url. */
const SIGNATURE_CHARS = 86;
/** What the header of every message begins with: `{"` in base64url. */
const HEADER_START = 'eyJ';

export const hasWholeSignature = (text: string): boolean =>
  text.slice(text.lastIndexOf('.') + 1).length === SIGNATURE_CHARS;

/** Why a text is no message: what happened to it on its way, where that shows. */
export function sayMalformed(text: string): string {
  const parts = text.split('.');
  const [header = '', , signature = ''] = parts;
  if (!header.startsWith(HEADER_START)) return 'This is no token: a token begins with eyJ and has two dots.';
  if (/\s/.test(text)) return 'There is white space within the token: join its lines.';
  if (text.length > MAX_TOKEN_CHARS)
    return `It has ${text.length} characters, and a token has ${MAX_TOKEN_CHARS} at most.`;
  if (parts.length < 3)
    return `It was cut off: it has ${parts.length} of the three parts that the dots divide.`;
  if (parts.length > 3) return `It has ${parts.length} parts, and a token has three.`;
  if (signature.length < SIGNATURE_CHARS)
    return `It was cut off: its signature has ${signature.length} of ${SIGNATURE_CHARS} characters.`;
  if (signature.length > SIGNATURE_CHARS)
    return `Something follows the token: its signature has ${signature.length} characters, not ${SIGNATURE_CHARS}.`;
  return 'A part of it is no base64url of canonical JSON: a character was changed on the way.';
}
