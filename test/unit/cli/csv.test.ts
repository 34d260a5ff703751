import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { linesOf, MAX_LINE_CHARS } from '../../../src/cli/csv/lines.ts';
import { type CsvRow, readCsv, recordsOf } from '../../../src/cli/csv/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Records of a text that comes in pieces of so many characters. */
function read(text: string, size = 7): Promise<readonly CsvRow[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  return listOf(recordsOf(linesOf(pieces())));
}

function readFile(bytes: Uint8Array | string, encoding?: string): Promise<readonly CsvRow[]> {
  const path = join(folder, crypto.randomUUID());
  writeFileSync(path, bytes);
  return listOf(readCsv(path, { encoding }));
}

describe('records of a file', () => {
  it.each<readonly [string, string]>([
    ['line feeds', 'a,b\n1,2\n'],
    ['both', 'a,b\r\n1,2\r\n'],
    ['carriage returns', 'a,b\r1,2\r'],
    ['no end', 'a,b\n1,2'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['empty lines', '\na,b\n\n  \n1,2\n\n'],
    ['quotes', '"a","b"\n"1","2"\n'],
  ])('with %s are read', async (_, text) => {
    for (const size of [1, 2, 3, 100]) {
      const cells = (await read(text, size)).map((row) => 'cells' in row && row.cells);
      expect(cells).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ]);
    }
  });

  it('may have lines and quotes in a cell, and say where they begin', async () => {
    expect(await read('a,b\r\n1,"two\r\nlines, ""said""\r\nhe"\r\n3,4')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'two\nlines, "said"\nhe'] },
      { line: 5, cells: ['3', '4'] },
    ]);
  });

  it.each<readonly [string, string]>([
    ['stands in a cell', '1,x"y'],
    ['does not end', '1,"y'],
    ['ends too early', '1,"x"y'],
    ['is a formula’s', '=HYPERLINK("https://a.example"),2'],
  ])('whose quote %s cost no other record', async (_, line) => {
    const rows = await read(`a,b\n${line}\n3,4\n${line}\n5,6\n`);
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, error: 'quotes' },
      { line: 3, cells: ['3', '4'] },
      { line: 4, error: 'quotes' },
      { line: 5, cells: ['5', '6'] },
    ]);
  });

  it('that are too long are told, and the next is read', async () => {
    const rows = await read(`a,b\n1,${'x'.repeat(3 * MAX_LINE_CHARS)}\n3,4\n`, 65_536);
    expect(rows.slice(1)).toEqual([
      { line: 2, error: 'too_long' },
      { line: 3, cells: ['3', '4'] },
    ]);
  });

  it('come back as they were written', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ',', ';', '"', '\n', ' ', 'é', '😀', '='),
      maxLength: 8,
    });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { maxLength: 8 }),
        fc.integer({ min: 1 }),
        async (table, size) => {
          const text = ['"a","b"', ...table.map((row) => row.map(quoted).join(','))].join('\n');
          const cells = (await read(text, size)).map((row) => 'cells' in row && row.cells);
          expect(cells.slice(1)).toEqual(table);
        },
      ),
    );
  });
});

describe('a file', () => {
  const wanted = [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['Zoë', '2'] },
  ];
  const text = 'a,b\nZoë,2\n';
  const bigEndian = () => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  it.each<[string, Uint8Array | string, string?]>([
    ['UTF-8', text],
    ['UTF-8 with a mark', `\ufeff${text}`],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, the other way', bigEndian()],
    ['windows-1252', Buffer.from(text, 'latin1'), 'windows-1252'],
    ['gzip', gzipSync(text)],
  ])('is read as %s', async (...[, bytes, encoding]) => {
    expect(await readFile(bytes, encoding)).toEqual(wanted);
  });

  it('in another encoding shows where it is no text', async () => {
    expect(await readFile(Buffer.from(text, 'latin1'))).toEqual([
      wanted[0],
      { line: 2, cells: ['Zo\ufffd', '2'] },
    ]);
  });

  it('that is empty has no record, and one that is not there says so', async () => {
    expect(await readFile('')).toEqual([]);
    await expect(listOf(readCsv(join(folder, 'nowhere')))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(readFile(text, 'klingon')).rejects.toThrow(RangeError);
  });
});
