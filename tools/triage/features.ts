import type { Payment } from './payments.ts';

const DAY = 86_400;
/** Windows of the counts, days; FORMAT.md names them. */
const WINDOWS = [1, 7, 30] as const;
/** Days after which a label is known; FORMAT.md says a week. */
export const LABEL_DAYS = 7;
/** Payments that a rate is pulled towards the mean by. Chosen: a terminal has some ten a week. */
const SMOOTHING = 5;
/** Share of payments that are fraud before any label is known. Assumed: one in a hundred. */
const PRIOR_RATE = 0.01;

/** Names of the features, in the order of `featuresOf`. */
export const FEATURES = [
  ...['amount', 'log_amount', 'night'],
  ...['customer', 'terminal'].flatMap((who) =>
    WINDOWS.flatMap((days) => ['count', 'mean', 'fraud'].map((what) => `${who}_${what}_${days}d`)),
  ),
  'amount_over_mean',
] as const;

/** Running sums of one customer or terminal, for windows that end now or a week ago. */
interface Sums {
  readonly times: number[];
  /** Sums up to and without each payment. */
  readonly amounts: number[];
  readonly frauds: number[];
}

/**
 * Features of every payment by what was known before it: counts and means up to the moment, fraud up to a
 * week before, because labels come a week late.
 */
export function featuresOf(payments: readonly Payment[]): Float64Array[] {
  const customers = new Map<number, Sums>();
  const terminals = new Map<number, Sums>();
  return payments.map((payment) => {
    const { at, customer, terminal, amount } = payment;
    const [who, where] = [sumsOf(customers, customer), sumsOf(terminals, terminal)];
    const month = windowOf(who, at - 30 * DAY, at);
    const mean = month.count > 0 ? month.amount / month.count : amount;
    const hour = (at % DAY) / 3600;
    const row = [
      ...[amount, Math.log1p(amount), hour < 6 ? 1 : 0],
      ...[who, where].flatMap((sums) => WINDOWS.flatMap((days) => describe(sums, at, days))),
      Math.log((amount + 1) / (mean + 1)),
    ];
    for (const sums of [who, where]) add(sums, payment);
    return Float64Array.from(row);
  });
}

function describe(sums: Sums, at: number, days: number): readonly number[] {
  const now = windowOf(sums, at - days * DAY, at);
  const known = at - LABEL_DAYS * DAY;
  const past = windowOf(sums, known - days * DAY, known);
  const rate = (past.fraud + SMOOTHING * PRIOR_RATE) / (past.count + SMOOTHING);
  return [Math.log1p(now.count), Math.log1p(now.count > 0 ? now.amount / now.count : 0), Math.log(rate)];
}

function sumsOf(all: Map<number, Sums>, name: number): Sums {
  const found = all.get(name) ?? { times: [], amounts: [0], frauds: [0] };
  all.set(name, found);
  return found;
}

function add({ times, amounts, frauds }: Sums, { at, amount, isFraud }: Payment): void {
  times.push(at);
  amounts.push((amounts.at(-1) ?? 0) + amount);
  frauds.push((frauds.at(-1) ?? 0) + Number(isFraud));
}

/** What lies from `from` on and before `to`. */
function windowOf(sums: Sums, from: number, to: number) {
  const [first, last] = [placeOf(sums.times, from), placeOf(sums.times, to)];
  const between = (list: readonly number[]) => (list[last] ?? 0) - (list[first] ?? 0);
  return { count: last - first, amount: between(sums.amounts), fraud: between(sums.frauds) };
}

/** Place of the first time that is not before this one. */
function placeOf(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
