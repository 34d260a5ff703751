import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readStdin } from '../../../src/cli/read-stdin.ts';

const stream = (...chunks: readonly string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

it('reads the whole of standard input or none of it', async () => {
  expect(await readStdin(stream('abc', 'de'), 5)).toBe('abcde');
  await expect(readStdin(stream('abc', 'def'), 5)).rejects.toMatchObject({ code: 'file_unreadable' });
  expect(await readStdin(Object.assign(stream('abc'), { isTTY: true }))).toBeNull();
});
