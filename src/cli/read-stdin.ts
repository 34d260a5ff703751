import type { Readable } from 'node:stream';
import { CliError } from './cli-error.ts';

/** Most that is read of standard input, characters. Chosen: an audit of a hundred thousand rows. */
const MAX_CHARS = 50_000_000;

/**
 * All of standard input; null at a terminal, where nobody would know what to type.
 *
 * @throws CliError for more, a part of which would be judged as if it were the whole
 */
export async function readStdin(
  stream: Readable & { readonly isTTY?: boolean } = process.stdin,
  maxChars: number = MAX_CHARS,
): Promise<string | null> {
  if (stream.isTTY) return null;
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    text += chunk;
    if (text.length > maxChars)
      throw new CliError('file_unreadable', `Standard input has more than ${maxChars} characters.`);
  }
  return text;
}
