import type { LabelSaid } from '../../decide/index.ts';
import { LABEL_REASONS } from '../../decide/label/vocabulary.ts';
import type { Column, Layout } from './columns.ts';
import { type ReasonError, readReason } from './reason.ts';
import type { ReadTime } from './time.ts';

/** Which decision a line means, in the site's own words. */
export type Meant =
  | { readonly decision: string }
  | { readonly order: string }
  | { readonly card: string; readonly amount: number; readonly fromMs: number; readonly toMs: number };

export type LineError =
  /** More or fewer cells than the first line. */
  | 'columns'
  /** A cell that names something begins like a formula of a spreadsheet. */
  | 'formula'
  /** A cell has a character that no text has, such as NUL. */
  | 'characters'
  /** A cell has bytes that are no text in this encoding. */
  | 'encoding'
  /** It does not say which decision. */
  | 'decision_missing'
  | 'amount_invalid'
  | 'time_invalid'
  | ReasonError;

export type LineRead =
  | { readonly ok: true; readonly meant: Meant; readonly said: LabelSaid }
  | { readonly ok: false; readonly error: LineError; readonly detail?: string };

export interface LineOptions {
  readonly layout: Layout;
  /** Cells of the first line. */
  readonly width: number;
  readonly readTime: ReadTime;
  /** Who says so, where the line does not. */
  readonly by: string;
  /** Where the line does not say. @default by the reason */
  readonly source?: LabelSaid['source'] | undefined;
}

/** What begins a formula in a spreadsheet. */
const FORMULA = /^[=+\-@]/;
/** Control characters but tab and line feed; JSON and terminals take them for something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f]/;
/** Digits, with one or two behind a point or a comma; `1,234` could be two amounts. */
const AMOUNT = /^\d{1,12}(?:[.,]\d{1,2})?$/;
/**
 * A payment follows its decision within an hour, because an order that waits is decided anew; the clocks of
 * provider and site differ by less than five minutes. Both chosen.
 */
const BEFORE_MS = 3_600_000;
const AFTER_MS = 5 * 60_000;

/** What a line says, and of which decision. */
export function readLine(cells: readonly string[], options: LineOptions): LineRead {
  const { layout, width, readTime } = options;
  if (cells.length !== width) return refuse('columns', `${cells.length} instead of ${width}`);
  const get = (column: Column): string => cells[layout.get(column) ?? -1]?.trim() ?? '';
  for (const column of layout.keys()) {
    const error = faultOf(column, get(column));
    if (error) return refuse(error, column);
  }
  const meant = readMeant(get, readTime);
  if (!meant.ok) return meant;
  const at = readTime(get('at'));
  if (!at) return refuse('time_invalid', 'at');
  const reason = readReason(get('reason').slice(0, 200), get('status').slice(0, 200));
  if (!reason.ok) return refuse(reason.error);
  const note = get('note');
  const { outcomes, sources } = LABEL_REASONS[reason.reason];
  const allowed: readonly string[] = sources;
  const usual = allowed.includes('chargeback')
    ? 'chargeback'
    : allowed.includes('import')
      ? 'import'
      : sources[0];
  // Words that are none are refused with everything else that does not fit, by the vocabulary.
  const said = {
    outcome: get('outcome') || outcomes[0],
    reason: reason.reason,
    source: get('source') || options.source || usual,
    by: get('by') || options.by,
    at: at.fromMs,
    ...(note === '' ? {} : { note }),
  } as LabelSaid;
  return { ok: true, meant: meant.meant, said };
}

/** What no cell of a column may have, or null. */
export function faultOf(column: Column, cell: string): LineError | null {
  if (cell.includes('\ufffd')) return 'encoding';
  if (CONTROL.test(cell)) return 'characters';
  return column !== 'note' && column !== 'amount' && FORMULA.test(cell) ? 'formula' : null;
}

type MeantRead = { readonly ok: true; readonly meant: Meant } | Extract<LineRead, { readonly ok: false }>;

function readMeant(get: (column: Column) => string, readTime: ReadTime): MeantRead {
  const [decision, order, card] = [get('decision'), get('order'), get('card')];
  if (decision !== '') return { ok: true, meant: { decision } };
  if (order !== '') return { ok: true, meant: { order } };
  if (card === '') return refuse('decision_missing');
  const amount = get('amount');
  if (!AMOUNT.test(amount)) return refuse('amount_invalid');
  const text = get('paid_at');
  const paid = readTime(text);
  if (!paid) return refuse('time_invalid', 'paid_at');
  const isDay = paid.toMs - paid.fromMs > BEFORE_MS;
  const [fromMs, toMs] = isDay ? [paid.fromMs, paid.toMs] : [paid.fromMs - BEFORE_MS, paid.toMs + AFTER_MS];
  return { ok: true, meant: { card, amount: Number(amount.replace(',', '.')), fromMs, toMs } };
}

const refuse = (error: LineError, detail?: string) =>
  ({ ok: false, error, ...(detail === undefined ? {} : { detail }) }) as const;
