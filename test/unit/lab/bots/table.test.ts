import { describe, expect, it } from 'vitest';
import { type Judged, tableOf } from '../../../lab/bots/table.ts';

const visit = (actor: string, page: string, level: Judged['level']): Judged => ({
  actor,
  page,
  level,
  logit: level === 'high' ? 4 : 1,
  reasons: [
    { code: 'keys.dwell_cv', weight: 2 },
    { code: 'click.gap_p50', weight: 0.1 },
  ],
  groups: { keys: 2, baseline: -2 },
});
const rows = (visits: readonly Judged[]) => tableOf(visits).split('\n').slice(2);

describe('the table of the lab', () => {
  it('has one row for a tool on one page', () => {
    expect(rows([visit('x', 'login', 'high'), visit('x', 'login', 'low')])).toEqual([
      expect.stringContaining('| **x** | login | 2 | 1 / 0 / 1 / 0 / 0 | 50 % (9–91) |'),
    ]);
  });

  it('sums up a tool over its pages before it names each', () => {
    const all = rows([visit('x', 'login', 'high'), visit('x', 'claim', 'unknown')]);
    expect(all.map((row) => row.split(' | ').slice(0, 4).join(' | '))).toEqual([
      '| **x** | all | 2 | 1 / 0 / 0 / 1 / 0',
      '|  | claim | 1 | 0 / 0 / 0 / 1 / 0',
      '|  | login | 1 | 1 / 0 / 0 / 0 / 0',
    ]);
  });

  it('counts only reasons that weigh something', () => {
    const [row] = rows([visit('x', 'login', 'high')]);
    expect(row).toContain('keys.dwell_cv ×1');
    expect(row).not.toContain('click.gap_p50');
  });
});
