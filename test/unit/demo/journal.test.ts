import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJournal } from '../../../demo/journal.ts';
import { accepted, refused } from './verdicts.ts';

const MEMBERS = ['at', 'action', 'ok', 'code', 'score', 'level', 'decision', 'reasons', 'groups'];
const now = () => new Date('2026-11-22T02:00:00Z');

describe('the verdict log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shop-journal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('holds one line per verdict, with the promised members in order', async () => {
    const file = join(folder, 'log.ndjson');
    const journal = createJournal(file, now);
    await journal({ action: 'checkout', verdict: accepted(), decision: 'allow' });
    await journal({ action: 'checkout', verdict: refused('missing'), decision: 'challenge' });
    const lines = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => Object.keys(line))).toEqual([MEMBERS, MEMBERS]);
    expect(lines[0]).toMatchObject({
      at: '2026-11-22T02:00:00.000Z',
      ok: true,
      code: null,
      score: 0.08,
      level: 'low',
    });
    expect(lines[0].reasons[0]).toMatchObject({ code: 'keys.dwell_cv', weight: -1.25 });
    expect(lines[1]).toEqual({
      at: '2026-11-22T02:00:00.000Z',
      action: 'checkout',
      ok: false,
      code: 'missing',
      score: null,
      level: 'unknown',
      decision: 'challenge',
      reasons: [],
      groups: {},
    });
  });

  it('complains once and goes on when it cannot be written', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const journal = createJournal(join(folder, 'no', 'such', 'folder'), now);
    await journal({ action: 'checkout', verdict: accepted(), decision: 'allow' });
    await journal({ action: 'checkout', verdict: accepted(), decision: 'allow' });
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('keeps nothing when no file is named', async () => {
    await expect(
      createJournal(undefined)({ action: 'a', verdict: accepted(), decision: 'allow' }),
    ).resolves.toBeUndefined();
  });
});
