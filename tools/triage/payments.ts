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
  readonly error: 'columns' | 'number' | 'order';
}

const COLUMNS = 'at,customer,terminal,amount,fraud,scenario';

/** Reads payments in the order of their times. Lines that are none are told, and left out. */
export function readPayments(text: string): {
  readonly payments: readonly Payment[];
  readonly bad: readonly BadLine[];
} {
  const payments: Payment[] = [];
  const bad: BadLine[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || (index === 0 && line === COLUMNS)) continue;
    const read = readPayment(line, last);
    if (typeof read === 'string') bad.push({ line: index + 1, error: read });
    else {
      payments.push(read);
      last = read.at;
    }
  }
  return { payments, bad };
}

function readPayment(line: string, last: number): Payment | BadLine['error'] {
  const cells = line.split(',');
  if (cells.length !== COLUMNS.split(',').length) return 'columns';
  const [at = Number.NaN, customer = 0, terminal = 0, amount = 0, fraud] = cells.map((cell) =>
    /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN,
  );
  if (![at, customer, terminal, amount].every(Number.isFinite) || (fraud !== 0 && fraud !== 1))
    return 'number';
  return at < last ? 'order' : { at, customer, terminal, amount, isFraud: fraud === 1 };
}
