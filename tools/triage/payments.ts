import type { CsvError, CsvRow } from '../../src/cli/csv/read.ts';

/** A payment, as `payments.csv` has it. */
export interface Payment {
  /** Seconds from the start. */
  readonly at: number;
  readonly customer: number;
  readonly terminal: number;
  readonly amount: number;
  readonly isFraud: boolean;
}

export interface BadLine {
  readonly line: number;
  readonly error: CsvError | 'columns' | 'number' | 'order';
}

const COLUMNS = 'at,customer,terminal,amount,fraud,scenario';

/** Reads payments in the order of their times. Records that are none are told, and left out. */
export async function readPayments(rows: AsyncIterable<CsvRow>): Promise<{
  readonly payments: readonly Payment[];
  readonly bad: readonly BadLine[];
}> {
  const payments: Payment[] = [];
  const bad: BadLine[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for await (const row of rows) {
    const { line } = row;
    if (line === 1 && 'cells' in row && row.cells.join() === COLUMNS) continue;
    const read = 'cells' in row ? readPayment(row.cells, last) : row.error;
    if (typeof read === 'string') bad.push({ line, error: read });
    else {
      payments.push(read);
      last = read.at;
    }
  }
  return { payments, bad };
}

function readPayment(cells: readonly string[], last: number): Payment | BadLine['error'] {
  if (cells.length !== COLUMNS.split(',').length) return 'columns';
  const [at = Number.NaN, customer = 0, terminal = 0, amount = 0, fraud] = cells.map((cell) =>
    /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN,
  );
  if (![at, customer, terminal, amount].every(Number.isFinite) || (fraud !== 0 && fraud !== 1))
    return 'number';
  return at < last ? 'order' : { at, customer, terminal, amount, isFraud: fraud === 1 };
}
