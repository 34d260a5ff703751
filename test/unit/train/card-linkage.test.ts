import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GROUP_NAMES } from '../../../src/contract/features/index.ts';
import { costTable, linkage, linkageTable, readLinkage } from '../../../train/report/card-linkage.ts';

const figures = readLinkage();
if (!figures) throw new Error('model/linkage.json is not here');
const foundBy = (mode: string, group: string) =>
  figures.lines.filter((line) => line.mode === mode && line.group === group).map(({ found }) => found);
const highOf = (who: string, isCoarse: boolean) =>
  figures.costs.find((cost) => cost.who === who && cost.isCoarse === isCoarse)?.shares.high ?? Number.NaN;

describe('the figures of linkage', () => {
  it('name every group in every mode', () => {
    for (const mode of ['standard, full', 'minimal, not rounded', 'minimal'])
      for (const group of ['all', ...GROUP_NAMES]) expect(foundBy(mode, group).length).toBeGreaterThan(3);
  });

  it('are lower in minimal, by the whole and by each group that it rounds', () => {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
    const rounded = ['all', 'click', 'keys', 'stroke_model', 'swipe'];
    for (const group of rounded)
      expect(sum(foundBy('minimal', group))).toBeLessThan(sum(foundBy('minimal, not rounded', group)) - 0.05);
  });

  it('cost no high of scripts, and no visit is called implausible for them', () => {
    expect(highOf('scripts', true)).toBeGreaterThanOrEqual(highOf('scripts', false) - 0.005);
    for (const { inconsistent } of figures.costs) expect(inconsistent).toBe(0);
  });

  it('stand in docs/privacy.md as they were measured', () => {
    const page = readFileSync('docs/privacy.md', 'utf8');
    expect(page).toContain(linkageTable(figures));
    expect(page).toContain(costTable(figures));
  });
});

describe('the card', () => {
  it('has a section of them, and none without figures', () => {
    expect(linkage(figures)).toContain(linkageTable(figures));
    expect(linkage(readLinkage('none.json'))).toBe('');
  });
});
