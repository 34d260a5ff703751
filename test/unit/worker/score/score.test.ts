import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../../src/scoring/sentence.ts';
import { toTuple } from '../../../../src/wire/recording.ts';
import {
  type FailedLine,
  type ScoredRecording,
  type ScoreOptions,
  scoreFiles,
} from '../../../../train/score.ts';
import { createAnalyst } from '../../../../worker/analyst.ts';
import { randomModel } from '../../scoring/model.ts';
import { config, fakeDeps, request, toRows, visit } from '../fakes.ts';

const { environment } = config();
const line = (change: object = {}) =>
  JSON.stringify({
    id: 'r/1',
    source: 's',
    subject: 'p',
    label: null,
    ...environment,
    events: visit().map(toTuple),
    ...change,
  });

async function score(lines: readonly string[], options: ScoreOptions = {}) {
  const stdin = Readable.from(lines.map((text) => `${text}\n`));
  const scored: (ScoredRecording | FailedLine)[] = [];
  for await (const result of scoreFiles(['-'], await randomModel(11), { ...options, stdin }))
    scored.push(result);
  return scored;
}

describe('scoring a recording', () => {
  it('gives what the worker gives for the same events', async () => {
    const analyst = createAnalyst(fakeDeps());
    await analyst.start(config());
    analyst.push(toRows(visit()));
    const {
      score: expected,
      logit,
      level,
      reasons,
      groups,
      events,
      seconds,
    } = await analyst.assess(request());
    expect(await score([line()])).toEqual([
      { id: 'r/1', score: expected, logit, level, reasons: inWords(reasons), groups, events, seconds },
    ]);
  });

  it('sums both ways to the logit', async () => {
    const [scored] = (await score([line()])) as ScoredRecording[];
    expect(scored?.reasons.reduce((sum, { weight }) => sum + weight, 0)).toBe(scored?.logit);
    expect(Object.values(scored?.groups ?? {}).reduce((sum, weight) => sum + weight, 0)).toBe(scored?.logit);
    expect(scored?.groups).toHaveProperty('baseline');
  });

  it('counts time from the first event, whatever clock it was on', async () => {
    const shifted = visit().map((event) => toTuple({ ...event, t: event.t + 1e9 }));
    expect(await score([line({ events: shifted })])).toEqual(await score([line()]));
  });

  it('stops after the seconds it is given', async () => {
    const [all, some, none] = (
      await Promise.all([
        score([line()]),
        score([line()], { seconds: 3 }),
        score([line()], { seconds: 0.001 }),
      ])
    ).flat() as ScoredRecording[];
    const inTime = visit().filter(({ t }) => t <= 3_000).length;
    expect(some).toMatchObject({ events: inTime });
    expect(some?.seconds).toBeLessThanOrEqual(3);
    expect(all?.events).toBe(visit().length);
    expect(none).toMatchObject({ events: 1, seconds: 0, level: 'unknown' });
  });

  it('without events is unknown, not low', async () => {
    expect(await score([line({ events: [] })])).toMatchObject([
      { level: 'unknown', reasons: [{ code: 'baseline' }], events: 0, seconds: 0 },
    ]);
  });
});

describe('a file with bad lines', () => {
  it('names each and goes on', async () => {
    const scored = await score([
      '{',
      line({ id: 'good' }),
      '[]',
      line({ events: 'none' }),
      '',
      line({ id: 'last' }),
    ]);
    expect(scored).toMatchObject([
      { file: '-', line: 1, error: 'json_malformed' },
      { id: 'good' },
      { file: '-', line: 3, error: 'recording_malformed' },
      { file: '-', line: 4, error: 'recording_malformed' },
      { id: 'last' },
    ]);
  });

  it('says what it left out of a recording', async () => {
    const events = [
      [0, 'move', 1, 1],
      [5, 'teleport'],
      [4, 'move', 2, 2],
      ['x', 'move', 3, 3],
      [-1, 'move', 0, 0],
    ];
    const [scored] = (await score([line({ events })])) as ScoredRecording[];
    expect(scored?.events).toBe(2);
    expect(scored?.skipped).toEqual({ unknown_kind: 1, malformed: 1, unsorted: 1 });
  });

  it('that cannot be read is one error, and the next is scored', async () => {
    const stdin = Readable.from([line()]);
    const scored = [];
    for await (const result of scoreFiles(['/nowhere.gz', '-'], await randomModel(11), { stdin }))
      scored.push(result);
    expect(scored).toMatchObject([{ error: 'file_unreadable' }, { id: 'r/1' }]);
  });
});
