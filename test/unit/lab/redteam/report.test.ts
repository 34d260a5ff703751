import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundPoints, LIVE_CELLS, liveUnit } from '../../../lab/redteam/live/run.ts';
import type { LiveVisit } from '../../../lab/redteam/live/visit.ts';
import { liveResults } from '../../../lab/redteam/report/live.ts';
import { markdownOf } from '../../../lab/redteam/report/markdown.ts';
import { pictureOf } from '../../../lab/redteam/report/picture.ts';
import { simulatedCells } from '../../../lab/redteam/report/simulated.ts';
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
      return { budget, level: level as 'low' | 'high', logit: 0, flags: [], decision: null, search };
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

  it('joins the searches of this model, and no other', () => {
    const cells = simulatedCells(state, MODEL);
    expect(cells.map(({ budget, cell }) => [budget, cell.sessions, cell.levels.low.hits])).toEqual([
      [0, 4, 2],
      [100, 4, 2],
    ]);
  });

  it('counts every live visit of a cell once', () => {
    expect(liveResults(state, MODEL).map(({ actor, load, cell }) => [actor, load, cell.sessions])).toEqual([
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
      modelId: MODEL,
      simulated: simulatedCells(state, MODEL),
      live: liveResults(state, MODEL),
      picture: 'redteam.svg',
    });
    expect(text).toContain('100 % (44–100) of 3');
    expect(text).toContain('`npm run redteam -- --live 40 --only C-textbook-protocol`');
    expect(text).toContain('not measured');
    expect(text).toContain('keys −1.5');
    expect(text).not.toMatch(/NaN|undefined/);
  });

  it('has a picture that stands by itself', () => {
    const svg = pictureOf(simulatedCells(state, MODEL));
    expect(svg).toMatch(/^<svg[^>]* xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});
