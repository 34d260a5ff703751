import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellOf } from '../../../lab/redteam/cell.ts';
import { foundPoints, LIVE_CELLS, liveUnit } from '../../../lab/redteam/live/run.ts';
import type { LiveVisit } from '../../../lab/redteam/live/visit.ts';
import { differenceOf, headlines } from '../../../lab/redteam/report/figures.ts';
import { liveRows } from '../../../lab/redteam/report/live.ts';
import { markdownOf } from '../../../lab/redteam/report/markdown.ts';
import { pictureOf } from '../../../lab/redteam/report/picture.ts';
import {
  merged,
  type Published,
  readPublished,
  writePublished,
} from '../../../lab/redteam/report/published.ts';
import { simulatedRows } from '../../../lab/redteam/report/simulated.ts';
import type { Searched } from '../../../lab/redteam/simulate/run.ts';
import { openState, type State } from '../../../lab/redteam/state.ts';

const MODEL = 'model-id';

const searched = (search: number): Searched => ({
  attacker: 'C',
  note: 'a generator',
  start: 'textbook',
  delivery: 'protocol',
  search,
  found: [
    { budget: 0, point: [0.5] },
    { budget: 100, point: [search] },
  ],
  tried: [0, 100].flatMap((budget) =>
    ['low', 'high'].map((level) => {
      return { budget, level: level as 'low' | 'high', logit: 0, flags: [], decision: null };
    }),
  ),
});
const visit: LiveVisit = {
  level: 'low',
  logit: -2,
  flags: ['fresh_key'],
  decision: 'allow',
  groups: { keys: -1.5, baseline: -2 },
  setting: null,
  seconds: 40,
  error: null,
};

describe('the report', () => {
  let folder: string;
  let state: State;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redteam-report-'));
    state = openState(folder);
    for (const search of [0, 1])
      state.save(`simulated-C-textbook-protocol-${search}`, `${MODEL} seed`, searched(search));
    state.save('simulated-C-textbook-protocol-9', 'another-model seed', searched(9));
    const [first] = LIVE_CELLS;
    if (first) for (const session of [0, 1, 12]) state.save(liveUnit(first, session), `${MODEL} seed`, visit);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const published = () => ({
    model: MODEL,
    simulated: simulatedRows(state, MODEL),
    live: liveRows(state, MODEL),
  });

  it('joins the searches of this model, and no other', () => {
    const rows = simulatedRows(state, MODEL);
    expect(rows.map(({ budget, sessions, low }) => [budget, sessions, low])).toEqual([
      [0, 4, 2],
      [100, 4, 2],
    ]);
  });

  it('counts every live visit of a cell once', () => {
    expect(liveRows(state, MODEL).map(({ actor, load, sessions }) => [actor, load, sessions])).toEqual([
      ['C-textbook-protocol', 'idle', 3],
    ]);
  });

  it('sends to the shop what the searches of this model found', () => {
    expect(foundPoints(state, MODEL)['C-found-protocol']).toEqual([[0], [1]]);
    expect(foundPoints(state, 'nobody')['C-found-protocol']).toEqual([]);
  });

  it('names each figure with its command, and says what was not measured', () => {
    const text = markdownOf({
      sha256: 'abc',
      published: published(),
      picture: 'redteam.svg',
    });
    expect(text).toContain('100 % (44–100) of 3');
    expect(text).toContain('`npm run redteam -- --live 40 --only C-textbook-protocol`');
    expect(text).toContain('not measured');
    expect(text).toContain('keys −1.5');
    expect(text).not.toMatch(/NaN|undefined/);
  });

  it('has a picture that stands by itself', () => {
    const svg = pictureOf(simulatedRows(state, MODEL));
    expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('says with which draws and when its visits were made', () => {
    const [row] = published().live;
    expect(row?.seed).toBe('seed');
    expect(row?.measured).toBe(new Date().toISOString().slice(0, 10));
  });

  describe('of one section', () => {
    const earlier = () => {
      const [row] = published().live;
      if (!row) throw new Error('no row');
      const of = (actor: string, sessions: number) => ({ ...row, actor, sessions, seed: null });
      const live = [of('C-textbook-protocol', 2), of('in-page-events', 40), of('retired', 40)];
      return { model: MODEL, simulated: [], live };
    };
    const run = () => ({ simulated: [], live: published().live });
    const rows = (live: readonly { actor: string; sessions: number }[]) =>
      live.map(({ actor, sessions }) => [actor, sessions]);

    it('leaves the others as they were, in the order of the report', () => {
      const { live } = merged(earlier(), run());
      expect(rows(live)).toEqual([
        ['C-textbook-protocol', 3],
        ['in-page-events', 40],
        ['retired', 40],
      ]);
    });

    it('leaves a row of more visits as it was, too', () => {
      const [first, ...rest] = earlier().live;
      if (!first) throw new Error('no row');
      const longer = { ...earlier(), live: [{ ...first, sessions: 40 }, ...rest] };
      expect(merged(longer, run()).live[0]?.sessions).toBe(40);
    });

    it('reads what an earlier report wrote, and refuses rows of another model', () => {
      const path = join(folder, 'redteam.json');
      expect(readPublished(path, MODEL).live).toEqual([]);
      writePublished(path, published());
      expect(readPublished(path, MODEL)).toEqual(published());
      expect(() => readPublished(path, 'another-model')).toThrow(/another-model: remove it/);
    });
  });
});

describe('what a figure came to', () => {
  const row = (
    actor: string,
    [low, sessions]: readonly [number, number],
    load: 'idle' | 'starved' = 'idle',
  ) => ({
    ...{
      actor,
      page: 'checkout',
      load,
      sessions,
      low,
      unknown: sessions - low,
      medium: 0,
      high: 0,
      missing: 0,
    },
    ...{ passed: low, medianLogit: 0, groups: [], medianSeconds: 1, medianLoad: 1, measured: '', seed: null },
  });
  const outcomeOf = (name: string, ...live: readonly ReturnType<typeof row>[]) =>
    headlines({ model: MODEL, simulated: [], live }).find(({ figure }) => figure.includes(name))?.outcome;

  it.each([
    { seen: [0, 40], outcome: 'met' },
    { seen: [8, 40], outcome: 'open' },
    { seen: [20, 40], outcome: 'missed' },
  ] as const)('is $outcome at $seen, where 20 % are wanted', ({ seen, outcome }) => {
    expect(outcomeOf('textbook checkout', row('C-textbook-protocol', seen))).toBe(outcome);
  });

  it('is missed by a single visit where none is wanted, and open where nothing was measured', () => {
    expect(outcomeOf('in-page-events', row('in-page-events', [0, 40]))).toBe('met');
    expect(outcomeOf('in-page-events', row('in-page-events', [1, 40]))).toBe('missed');
    expect(outcomeOf('in-page-events')).toBe('open');
  });

  it('is open where fewer than 40 visits were judged and none was seen, and missed by one at any number', () => {
    for (const sessions of [0, 1, 3, 5, 31, 39])
      expect(outcomeOf('in-page-events', row('in-page-events', [0, sessions]))).toBe('open');
    expect(outcomeOf('in-page-events', row('in-page-events', [1, 3]))).toBe('missed');
  });

  it('counts no visit without a verdict', () => {
    const missing = { ...row('in-page-events', [0, 40]), unknown: 0, missing: 40 };
    expect(outcomeOf('in-page-events', missing)).toBe('open');
  });

  it('compares two shares by the interval of their difference', () => {
    const system = (idle: number, starved: number) =>
      outcomeOf(
        'C-textbook-system',
        row('C-textbook-system', [idle, 40]),
        row('C-textbook-system', [starved, 40], 'starved'),
      );
    expect(system(3, 35)).toBe('missed');
    expect(system(3, 4)).toBe('open');
    const pose = (own: readonly [number, number]) =>
      outcomeOf('poses-as-manager', row('C-textbook-protocol', [4, 40]), row('poses-as-manager', own));
    expect(pose([0, 9])).toBe('open');
    expect(pose([0, 40])).toBe('met');
    expect(pose([1, 9])).toBe('missed');
  });

  it('has the interval of a difference that Newcombe printed', () => {
    // Newcombe 1998, table II, row (a), method 10: 56 of 70 against 48 of 80, .0524 to .3339.
    const share = (hits: number, n: number) => cellOf({ ...row('x', [hits, n]) }).levels.low;
    const { low, high } = differenceOf(share(56, 70), share(48, 80));
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
});

describe('the report of the release', () => {
  const read = (name: string) => readFileSync(new URL(`../../../../model/${name}`, import.meta.url), 'utf8');
  const published = JSON.parse(read('redteam.json')) as Published;

  it('is what its rows compose', () => {
    const text = read('REDTEAM.md');
    const sha256 = /SHA-256 `(\w+)`/.exec(text)?.[1] ?? '';
    expect(markdownOf({ sha256, published, picture: 'redteam.svg' })).toBe(text);
    expect(pictureOf(published.simulated)).toBe(read('redteam.svg'));
  });

  it('counts every visit of a row once', () => {
    for (const { sessions, low, unknown, medium, high, missing, passed } of [
      ...published.simulated,
      ...published.live,
    ]) {
      expect(low + unknown + medium + high + missing).toBe(sessions);
      expect(passed).toBeLessThanOrEqual(low);
    }
  });
});
