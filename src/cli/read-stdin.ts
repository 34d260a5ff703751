/** Most that is read of standard input, characters. Chosen: an audit of a hundred thousand rows. */
const MAX_CHARS = 50_000_000;

/** All of standard input; null at a terminal, where nobody would know what to type. */
export async function readStdin(): Promise<string | null> {
  if (process.stdin.isTTY) return null;
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MAX_CHARS) break;
  }
  return text;
}
