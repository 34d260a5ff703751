import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  readUnfamiliar,
  tableOf,
  type UnfamiliarLine,
  type UnfamiliarPart,
  unfamiliar,
} from '../../../train/report/card-unfamiliar.ts';

const figures = readUnfamiliar() ?? expect.fail('model/unfamiliar.json is not here');
const of = (part: UnfamiliarPart) => figures.lines.filter((line) => line.part === part);
const line = (change: Partial<UnfamiliarLine>): UnfamiliarLine => ({
  part: 'kind',
  name: 'mouse',
  people: 15,
  visits: 200,
  unfamiliar: 0.05,
  interval: [0.02, 0.09],
  low: [0.8, 0.79],
  medium: [0.02, 0.01],
  high: [0, 0],
  groups: ['keys', 'path', 'click'],
  ...change,
});

describe('the figures of unfamiliar evidence', () => {
  it('are of the committed model', () => {
    const { sha256 } = JSON.parse(readFileSync('model/manifest.json', 'utf8'));
    expect(figures.model).toBe(sha256);
  });

  it('have every part, and all kinds of people', () => {
    for (const part of ['task', 'kind', 'recorder', 'stroke', 'family'] as const)
      expect([part, of(part).length > 1]).toEqual([part, true]);
    expect(of('kind')).toHaveLength(28);
  });

  it('suspect nobody whom the model alone does not, and make nobody low', () => {
    for (const { name, low, medium, high } of figures.lines)
      for (const [alone, judged] of [low, medium, high])
        expect([name, judged <= alone]).toEqual([name, true]);
  });

  it('stand in the card as they were measured', () => {
    expect(readFileSync('model/CARD.md', 'utf8')).toContain(unfamiliar(figures));
  });
});

describe('a table of them', () => {
  it('has a line for what differs, and joins kinds and families that hardly do', () => {
    const table = tableOf([
      line({}),
      line({ name: 'a', unfamiliar: 0.01 }),
      line({ name: 'b', unfamiliar: 0 }),
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '| mouse | 15 | 200 | 5.0 % (2.0 % – 9.0 %) | keys, path | 80.0 % → 79.0 % | 2.0 % → 1.0 % | 0.0 % → 0.0 % |',
      '| 2 other kinds |  | 400 | 1.0 % at the most |  |  |  |  |',
    ]);
  });

  it('joins no recorders or tasks', () => {
    const table = tableOf([line({ part: 'task', name: 'typing', unfamiliar: 0, groups: [], people: null })]);
    expect(table).toContain('| typing | – | 200 | 0.0 % (2.0 % – 9.0 %) | – |');
  });

  it('is no section without figures', () => {
    expect(unfamiliar(null)).toBe('');
  });
});
