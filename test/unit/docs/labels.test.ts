import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CsvRow, recordsOf } from '../../../src/cli/csv/read.ts';
import { ALIASES, COLUMNS, readLayout } from '../../../src/cli/labels/columns.ts';
import { readLine } from '../../../src/cli/labels/line.ts';
import { createReadTime } from '../../../src/cli/labels/time.ts';
import { vocabularyTable } from '../../../tools/labels/vocabulary.ts';
import { listOf } from '../decide/records/suite.ts';

const TEXT = readFileSync('docs/labels.md', 'utf8');
const SOURCES = [
  'src/decide/steps/read-label.ts',
  'src/decide/records/label.ts',
  'src/decide/steps/give-label.ts',
  'src/cli/csv/read.ts',
  'src/cli/labels/line.ts',
  'src/cli/labels/reason.ts',
  'src/cli/labels/import.ts',
];

describe('docs/labels.md', () => {
  it('has the vocabulary as it is', () => {
    expect(TEXT.trimEnd().endsWith(vocabularyTable())).toBe(true);
  });

  it('has a row for every column, and for what providers call it', () => {
    for (const [name, text] of Object.entries(COLUMNS)) expect(TEXT).toContain(`| \`${name}\` | ${text} |`);
    for (const [name, names] of Object.entries(ALIASES))
      expect(TEXT).toContain(`| \`${name}\` | ${names?.map((one) => `\`${one}\``).join(', ')} |`);
  });

  it('names every code of a refusal', () => {
    const unions = SOURCES.flatMap((path) => readFileSync(path, 'utf8').match(/^ {2}\| '[a-z_]+'/gm) ?? []);
    const codes = unions.map((line) => line.replaceAll(/[ |']/g, ''));
    expect(codes).toEqual(expect.arrayContaining(['label_reversed', 'formula', 'quotes', 'ambiguous']));
    expect(codes.filter((code) => !TEXT.includes(`\`${code}\``))).toEqual([]);
  });

  it('shows a file that is read', async () => {
    const [, file = ''] = /```csv\n([\s\S]*?)```/.exec(TEXT) ?? [];
    async function* lines() {
      for (const [at, text] of file.trim().split('\n').entries()) yield { number: at + 1, text };
    }
    const [header, ...rows] = await listOf(recordsOf(lines()));
    const cellsOf = (row: CsvRow | undefined) => (row && 'cells' in row ? row.cells : []);
    const layout = readLayout(cellsOf(header), new Map());
    if (!layout.ok) throw new Error(layout.detail);
    const options = { ...layout, width: 4, readTime: createReadTime({ zone: 'UTC' }), by: 'import' };
    const read = rows.map((row) => readLine(cellsOf(row), options));
    expect(read).toMatchObject([
      { ok: true, said: { outcome: 'fraudulent', reason: 'chargeback_fraud', source: 'chargeback' } },
      { ok: true, said: { outcome: 'unsure', reason: 'chargeback_dispute', source: 'chargeback' } },
    ]);
  });
});
