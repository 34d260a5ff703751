import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadOptions, readRecordings } from '../../../train/data/read.ts';

const line = (id: string) =>
  JSON.stringify({
    id,
    recorded: ['page'],
    events: [
      [0, 'hide'],
      [5, 'show'],
    ],
  });

describe('reading recordings', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tellsign-read-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (files: readonly string[], options?: ReadOptions) => {
    const found: string[] = [];
    for await (const { line: number, result } of readRecordings(files, options))
      found.push(
        `${number} ${result.ok ? `${result.value.recording.id}:${result.value.events.length}` : result.code}`,
      );
    return found;
  };
  const file = async (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  it('gives every line of plain and zipped files', async () => {
    const plain = await file('a.ndjson', `${line('a')}\n\n${line('b')}`);
    const zipped = await file('c.ndjson.gz', gzipSync(`${line('c')}\n`));
    expect(await read([plain, zipped])).toEqual(['1 a:2', '3 b:2', '1 c:2']);
  });

  it('reads standard input in pieces that cut lines and letters', async () => {
    const bytes = Buffer.from(`${line('é')}\n${line('b')}\n`);
    const stdin = Readable.from(Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)));
    expect(await read(['-'], { stdin })).toEqual(['1 é:2', '2 b:2']);
  });

  it('names what is wrong with a line and goes on', async () => {
    const path = await file('bad.ndjson', `{"a":\n[]\n${line('ok')}\n`);
    expect(await read([path])).toEqual(['1 json_malformed', '2 recording_malformed', '3 ok:2']);
  });

  it('passes over a line that is too long without keeping it', async () => {
    const path = await file('long.ndjson', `${'x'.repeat(300_000)}\n${line('ok')}\n`);
    expect(await read([path], { maxLineBytes: 1000 })).toEqual(['1 line_too_long', '2 ok:2']);
  });

  it('names a file that is missing or no zip, and goes on with the next', async () => {
    const broken = await file('broken.gz', 'plain text');
    const good = await file('good.ndjson', line('ok'));
    expect(await read([join(folder, 'none'), broken, good])).toEqual([
      '0 file_unreadable',
      '0 file_unreadable',
      '1 ok:2',
    ]);
  });
});
