import { BadInput } from './bad-input.ts';

/** Characters of a line. Chosen: two hundred times a decision; without a limit one line could fill memory. */
const MAX_CHARS = 1_000_000;

/** Lines of a stream of text, with their numbers from 1. @throws BadInput for one that is too long */
export async function* linesOf(
  chunks: AsyncIterable<string>,
  name: string,
): AsyncGenerator<readonly [number, string]> {
  let number = 0;
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield [++number, line];
    if (rest.length > MAX_CHARS)
      throw new BadInput('record_invalid', `${name}:${number + 1}: is longer than ${MAX_CHARS} characters`);
  }
  if (rest !== '') yield [number + 1, rest];
}
