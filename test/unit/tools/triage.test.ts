import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/cli/csv/lines.ts';
import { recordsOf } from '../../../src/cli/csv/read.ts';
import { evaluate } from '../../../tools/triage/evaluate.ts';
import { FEATURES, featuresOf } from '../../../tools/triage/features.ts';
import { fitLogistic } from '../../../tools/triage/logistic.ts';
import { type Payment, readPayments } from '../../../tools/triage/payments.ts';

const DAY = 86_400;
const folder = mkdtempSync(join(tmpdir(), 'triage-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Forty days of fifty payments; fraud is dear, and happens at one terminal in ten. */
const payments: readonly Payment[] = Array.from({ length: 2000 }, (_, index) => {
  const terminal = (index * 7) % 20;
  const isFraud = terminal < 2 && index % 3 === 0;
  const amount = isFraud ? 100 + (index % 50) : 10 + (index % 90);
  return { at: index * (DAY / 50), customer: (index * 13) % 40, terminal, amount, isFraud };
});

const csv = (rows: readonly Payment[]) =>
  ['at,customer,terminal,amount,fraud,scenario']
    .concat(
      rows.map(({ at, customer, terminal, amount, isFraud }) =>
        [at, customer, terminal, amount, Number(isFraud), 0].join(),
      ),
    )
    .join('\n');

describe('reading payments', () => {
  it('keeps what is one, and says the line and the code of what is none', async () => {
    const text = ['at,customer,terminal,amount,fraud,scenario', '1,2,3,4.5,0,0', '1,2,3', '1,2,3,NaN,0,0']
      .concat('2,2,3,-4,0,0', '2,2,3,1e400,0,0', '2,2,3,4,2,0', '0,2,3,4,0,0', '3,2,3,4,1,3', '')
      .join('\r\n');
    const rows = recordsOf(linesOf([text].values()));
    const { payments: read, bad } = await readPayments(rows);
    expect(read).toEqual([
      { at: 1, customer: 2, terminal: 3, amount: 4.5, isFraud: false },
      { at: 3, customer: 2, terminal: 3, amount: 4, isFraud: true },
    ]);
    expect(bad).toEqual([
      { line: 3, error: 'columns' },
      ...[4, 5, 6, 7].map((line) => ({ line, error: 'number' })),
      { line: 8, error: 'order' },
    ]);
  });
});

describe('a payment’s features', () => {
  const rows = featuresOf(payments);

  it('have names', () => {
    expect(rows.every((row) => row.length === FEATURES.length && row.every(Number.isFinite))).toBe(true);
  });

  it('know nothing of what comes later, and no label of the last week', () => {
    const at = 1500;
    const now = payments[at]!.at;
    const changed = payments.map((one, index) => {
      if (index > at) return { ...one, amount: 9999, isFraud: !one.isFraud };
      return one.at > now - 7 * DAY ? { ...one, isFraud: !one.isFraud } : one;
    });
    expect(featuresOf(changed)[at]).toEqual(rows[at]);
  });

  it('know a label once it is older than a week', () => {
    const changed = payments.map((one) => ({ ...one, isFraud: one.terminal === payments[1500]!.terminal }));
    expect(featuresOf(changed)[1500]).not.toEqual(rows[1500]);
  });
});

describe('the fit', () => {
  it('finds the slope that the outcomes were drawn with', () => {
    const xs = Array.from({ length: 4000 }, (_, index) => ((index % 400) - 200) / 50);
    const probability = (x: number) => 1 / (1 + Math.exp(-(1.5 * x - 1)));
    // As many of each ten as the probability says: no chance is needed.
    const isTrue = xs.map((x, index) => Math.floor(index / 400) / 10 + 0.05 < probability(x));
    const model = fitLogistic(
      xs.map((x) => Float64Array.of(x)),
      isTrue,
    );
    const at = (x: number) => model.logit(Float64Array.of(x));
    expect(at(1) - at(0)).toBeGreaterThan(1.3);
    expect(at(1) - at(0)).toBeLessThan(1.8);
    expect(at(0)).toBeCloseTo(-1, 0);
  });
});

describe('the orders of a queue', () => {
  const report = evaluate(payments, { budgets: [1, 2, 1000], alertsPerDay: 10 });
  const shareOf = (name: string) => report.captured.find((one) => one.name === name)?.shares ?? [];

  it('are asked on days that were not learnt from', () => {
    expect(report.days).toBe(10);
  });

  it('find no more than the oracle, more with more cases, and all with enough', () => {
    for (const { shares } of report.captured) {
      expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
      for (const [index, share] of shares.entries())
        expect(share).toBeLessThanOrEqual((shareOf('oracle')[index] ?? 0) + 1e-9);
      expect(shares.at(-1)).toBeCloseTo(1, 9);
    }
  });
});

describe('npm run triage', () => {
  const run = (...args: readonly string[]) =>
    spawnSync('node_modules/.bin/tsx', ['tools/triage/index.ts', ...args], { encoding: 'utf8' });

  it('prints a table, tells bad lines on standard error, and exits with 1 for them', () => {
    const file = join(folder, 'bad.csv');
    writeFileSync(file, `${csv(payments)}\nnonsense\n`);
    const { status, stdout, stderr } = run(file, '--budget', '1,2');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^oracle +\d/m);
    expect(stderr).toContain(`{"file":"${file}","line":2002,"error":"columns"}`);
  });

  it.each([[[]], [['nowhere.csv']], [['nowhere.csv', '--budget', '0']], [['nowhere.csv', '--budget', 'x']]])(
    'exits with 2 for %o',
    (args) => {
      const { status, stdout } = run(...args);
      expect([status, stdout]).toEqual([2, '']);
    },
  );
});

const FILE = '../shared/data/payments/payments.csv.gz';
describe.skipIf(!existsSync(FILE))(
  existsSync(FILE) ? 'on payments' : `on payments – ${FILE} is not here`,
  () => {
    it('expected loss finds at least what p alone finds, less .01', { timeout: 600_000 }, () => {
      const stdout = execFileSync('node_modules/.bin/tsx', ['tools/triage/index.ts', FILE], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const sharesOf = (name: string) => {
        const line = stdout.split('\n').find((one) => one.startsWith(name)) ?? '';
        return line.slice(name.length).trim().split(/\s+/).map(Number);
      };
      const [own, p] = [sharesOf('expected loss (triage)'), sharesOf('score (p)')];
      expect(own).toHaveLength(4);
      for (const [index, share] of own.entries())
        expect(share).toBeGreaterThanOrEqual((p[index] ?? 1) - 0.01);
    });
  },
);
