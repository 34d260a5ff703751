import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toTuple } from '../../../src/wire/recording.ts';
import { config, visit } from './fakes.ts';

const recording = (id: string) =>
  `${JSON.stringify({ id, source: 's', subject: 'p', label: null, ...config().environment, events: visit().map(toTuple) })}\n`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tellsign-score-'));
  await writeFile(join(folder, 'good.ndjson'), recording('plain'));
  await writeFile(join(folder, 'good.ndjson.gz'), gzipSync(recording('zipped')));
  await writeFile(join(folder, 'bad.ndjson'), `${recording('before')}{"id":\n${recording('after')}`);
  await writeFile(join(folder, 'many.ndjson'), recording('many').repeat(60));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly lines: readonly Record<string, unknown>[];
  readonly error: string;
}

/** Runs `npm run score` without npm; `deaf` stops reading after the first piece of output, as `head` does. */
function run(args: readonly string[], { input = '', deaf = false } = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'train/score.ts', ...args]);
    let [output, error] = ['', ''];
    child.stdout.on('data', (piece) => {
      output += piece;
      if (deaf) child.stdout.destroy();
    });
    child.stderr.on('data', (piece) => {
      error += piece;
    });
    child.stdin.on('error', () => undefined).end(input);
    child.on('close', (code) => {
      const lines = deaf ? [] : output.split('\n').filter(Boolean);
      resolve({ code, lines: lines.map((line) => JSON.parse(line)), error });
    });
  });
}
const path = (name: string) => join(folder, name);

describe('npm run score', () => {
  it('reads plain files, gzip and standard input, in order', async () => {
    const { code, lines } = await run([path('good.ndjson'), '-', path('good.ndjson.gz')], {
      input: recording('piped'),
    });
    expect(lines.map(({ id }) => id)).toEqual(['plain', 'piped', 'zipped']);
    expect(Object.keys(lines[0] ?? {})).toEqual([
      'id',
      'score',
      'logit',
      'level',
      'reasons',
      'groups',
      'events',
      'seconds',
    ]);
    expect({ ...lines[1], id: '' }).toEqual({ ...lines[0], id: '' });
    expect(code).toBe(0);
  });

  it('names a bad line, goes on, and says so at the end', async () => {
    const { code, lines } = await run([path('bad.ndjson'), path('none.ndjson')]);
    expect(lines).toMatchObject([
      { id: 'before' },
      { line: 2, error: 'json_malformed' },
      { id: 'after' },
      { line: 0, error: 'file_unreadable' },
    ]);
    expect(code).toBe(1);
  });

  it('looks at the first seconds only when told to', async () => {
    const { lines } = await run(['--seconds', '2', path('good.ndjson')]);
    expect(lines).toMatchObject([{ events: visit().filter(({ t }) => t <= 2_000).length }]);
  });

  it.each([[[]], [['--seconds', '0', 'x']], [['--seconds', 'two', 'x']], [['--unknown', 'x']]])(
    'explains itself when called with %j',
    async (args) => {
      expect(await run(args)).toMatchObject({
        code: 2,
        lines: [],
        error: expect.stringMatching(/^usage: npm run score/),
      });
    },
  );

  it('stops quietly when nobody reads on', async () => {
    const { error } = await run([path('many.ndjson')], { deaf: true });
    expect(error).toBe('');
  });
});
