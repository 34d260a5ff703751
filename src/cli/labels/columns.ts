/** What a line may say of a decision, and of which. */
export const COLUMNS = {
  decision: 'id of the decision',
  order: 'number of the order, as `decide` was given it',
  card: 'what stands for the card, as `decide` was given it',
  amount: 'what was paid, in units of the site’s currency',
  paid_at: 'when it was paid; a date alone is that whole day',
  at: 'when it became known',
  reason: 'one of the vocabulary, or what providers call it',
  status: 'what a provider calls the state of a dispute',
  outcome: 'fraudulent, legitimate or unsure; without it the first that goes with the reason',
  source: 'who says so; without it chargeback where the reason allows, else import',
  by: 'the name of who says so; without it that of `--by`',
  note: 'free text',
} as const;
export type Column = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly Column[];

/**
 * Names that providers give to columns, in lower case, the best first: a file that has several is read by the
 * first. They are those of Stripe's exports of disputes, of Adyen's dispute transaction details and of
 * Braintree's disputes, by the providers' documentation of November 2026. Metadata are the site's own.
 */
export const ALIASES: Readonly<Partial<Record<Column, readonly string[]>>> = {
  decision: [
    ...['decision_id', 'decision id', 'decision_id (metadata)'],
    ...['payment_metadata[decision_id]', 'charge_metadata[decision_id]'],
  ],
  order: [
    ...['order id', 'order_id', 'merchant reference', 'order_id (metadata)'],
    ...['payment_metadata[order_id]', 'charge_metadata[order_id]'],
  ],
  card: ['card fingerprint', 'card_fingerprint'],
  amount: ['payment amount', 'amount disputed', 'dispute amount'],
  paid_at: ['transaction date', 'payment date', 'charge created (utc)'],
  at: [
    ...['dispute created (utc)', 'dispute_created_utc', 'dispute_created', 'created (utc)'],
    ...['received date', 'dispute date', 'record date'],
  ],
  reason: ['dispute reason', 'reason code', 'cb reason code', 'network_reason_code'],
  status: ['dispute status', 'record type'],
};

/** Where each column is in the file's lines. */
export type Layout = ReadonlyMap<Column, number>;

export type LayoutRead =
  | { readonly ok: true; readonly layout: Layout }
  | { readonly ok: false; readonly detail: string };

/**
 * Reads the first line. Names count in any case, and spaces around them do not.
 *
 * @param named columns whose header somebody gave: `at` → `Opened on`
 */
export function readLayout(header: readonly string[], named: ReadonlyMap<Column, string>): LayoutRead {
  const names = header.map((cell) => cell.trim().toLowerCase());
  const layout = new Map<Column, number>();
  for (const column of COLUMN_NAMES) {
    const own = named.get(column)?.trim().toLowerCase();
    const wanted = own === undefined ? [column, ...(ALIASES[column] ?? [])] : [own];
    const name = wanted.find((one) => names.includes(one));
    if (name === undefined && own !== undefined)
      return { ok: false, detail: `No column is called ${named.get(column)}` };
    if (name === undefined) continue;
    if (names.indexOf(name) !== names.lastIndexOf(name))
      return { ok: false, detail: `Two columns are called ${name}` };
    layout.set(column, names.indexOf(name));
  }
  const detail = faultOf(layout);
  return detail === null ? { ok: true, layout } : { ok: false, detail };
}

function faultOf(layout: Layout): string | null {
  const has = (...columns: readonly Column[]) => columns.every((column) => layout.has(column));
  if (!has('decision') && !has('order') && !has('card', 'amount', 'paid_at'))
    return 'The first line must name decision, or order, or card, amount and paid_at';
  if (!has('at')) return 'The first line must name at: when it became known';
  if (!has('reason') && !has('status')) return 'The first line must name reason, or status';
  return null;
}
