import type { DecisionQuery, FoundDecision, Records } from '../../decide/index.ts';
import type { Door } from '../../decide/records/door.ts';
import { admitLabel, type LabelGiven, type LabelRefusal, labelId } from '../../decide/records/label.ts';
import { type LabelFault, readLabel } from '../../decide/steps/read-label.ts';
import { storable } from '../../decide/storable.ts';
import { CliError, messageOf } from '../cli-error.ts';
import type { CsvError, CsvRow } from '../csv/read.ts';
import { type Column, readLayout } from './columns.ts';
import { type LineError, type LineOptions, type Meant, readLine } from './line.ts';

export type ImportError =
  | CsvError
  | LineError
  | LabelFault
  | LabelRefusal
  /** More than one decision is meant; the detail names them. */
  | 'ambiguous'
  /** An order or a card can only be looked for with the site's secret. */
  | 'secret_missing'
  /** The records went away: this line and the rest are not there yet. */
  | 'database_unavailable';

export interface BadLine {
  readonly line: number;
  readonly error: ImportError;
  readonly detail?: string;
}

export interface ImportOptions extends Omit<LineOptions, 'layout' | 'width'> {
  readonly records: Pick<Records, 'find' | 'label'>;
  /** Names orders and cards, one for each reading of the site's secret; none without it. */
  readonly doors: readonly Door[];
  /** Headers by column, where somebody gave them. */
  readonly named: ReadonlyMap<Column, string>;
  readonly nowMs: number;
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean | undefined;
  /** Takes the file's labels back instead of adding them. */
  readonly takeBack?: boolean | undefined;
  readonly onBad: (bad: BadLine) => void;
  readonly onProgress?: ((lines: number) => void) | undefined;
}

export interface ImportReport {
  /** Records of the file, without its first line and empty ones. */
  readonly lines: number;
  /** Labels that were added, or taken back. */
  readonly added: number;
  /** The records said so already. */
  readonly known: number;
  readonly refused: number;
}

type LineDone = { readonly ok: true; readonly isNew: boolean } | Refused;
type Refused = { readonly ok: false; readonly error: ImportError; readonly detail?: string };

/**
 * Adds what a file says to the records, line by line. A line is added whole or not at all, and one that is
 * there already is not added again: an import that broke off is completed by running it again.
 *
 * @throws CliError for a first line that does not name what is needed
 * @throws CliError where the records go away; what was added until then stays
 */
export async function importLabels(
  rows: AsyncIterable<CsvRow>,
  options: ImportOptions,
): Promise<ImportReport> {
  const report = { lines: 0, added: 0, known: 0, refused: 0 };
  let take: ((cells: readonly string[]) => Promise<LineDone>) | null = null;
  for await (const row of rows) {
    if (take === null) {
      take = createTaker(row, options);
      continue;
    }
    if ('cells' in row && row.cells.every((cell) => cell.trim() === '')) continue;
    report.lines++;
    const done = 'cells' in row ? await reached(take(row.cells), row.line, options) : refuse(row.error);
    if (!done.ok) {
      report.refused++;
      const { error, detail } = done;
      options.onBad({ line: row.line, error, ...(detail === undefined ? {} : { detail }) });
    } else if (done.isNew) report.added++;
    else report.known++;
    options.onProgress?.(report.lines);
  }
  if (take === null) throw new CliError('file_invalid', 'The file is empty.');
  return report;
}

/** What is done with each line, by the first one. */
function createTaker(first: CsvRow, options: ImportOptions): (cells: readonly string[]) => Promise<LineDone> {
  if (!('cells' in first)) throw new CliError('file_invalid', `Line ${first.line}: ${first.error}.`);
  const read = readLayout(first.cells, options.named);
  if (!read.ok) throw new CliError('file_invalid', `${read.detail}.`);
  const { layout } = read;
  if (options.doors.length === 0 && !layout.has('decision'))
    throw new CliError(
      'secret_missing',
      'Orders and cards are looked for with the site’s secret: set TELLSIGN_SECRET.',
    );
  const width = first.cells.length;
  return async (cells) => {
    const line = readLine(cells, { ...options, layout, width });
    if (!line.ok) return line;
    const given = readLabel(line.said, options.nowMs);
    if (!given.ok) return { ok: false, error: given.code, detail: given.detail };
    const found = await find(line.meant, options);
    if (!found.ok) return found;
    return put(found, given.value, options);
  };
}

type Found = { readonly ok: true } & Pick<FoundDecision, 'id' | 'labels'>;

async function find(meant: Meant, { records, doors }: ImportOptions): Promise<Found | Refused> {
  const queries = await queriesOf(meant, doors);
  if (queries.length === 0) return refuse('secret_missing');
  const answers = await Promise.all(queries.map((query) => records.find(query)));
  const [one, ...more] = answers.flat();
  if (!one) return refuse('decision_unknown');
  if (more.length > 0) return refuse('ambiguous', [one, ...more].map(({ id }) => id).join(' '));
  return { ok: true, id: one.id, labels: one.labels };
}

async function queriesOf(meant: Meant, doors: readonly Door[]): Promise<readonly DecisionQuery[]> {
  if ('decision' in meant) return [{ id: storable(meant.decision, 200) }];
  if ('order' in meant)
    return Promise.all(doors.map(async (door) => ({ order: await door('order', meant.order) })));
  const { card, ...when } = meant;
  return Promise.all(doors.map(async (door) => ({ ...when, card: await door('card', card) })));
}

/** Adds the label or takes it back; on trial only says what would become of it. */
async function put(
  { id, labels }: Found,
  statement: LabelGiven,
  { records, dryRun, takeBack, nowMs }: ImportOptions,
): Promise<LineDone> {
  const own = await labelId(id, statement);
  const { by } = statement;
  const given = takeBack ? { reverses: own, by, atMs: nowMs, mayReverseOthers: false } : statement;
  const done = dryRun ? admitLabel(labels, given, await labelId(id, given)) : await records.label(id, given);
  if (done.ok) return { ok: true, isNew: done.isNew };
  // Taking a file back twice is taking it back once.
  return takeBack && done.code === 'label_reversed' ? { ok: true, isNew: false } : refuse(done.code);
}

/** @throws CliError where the records do not answer */
async function reached(work: Promise<LineDone>, line: number, { onBad }: ImportOptions): Promise<LineDone> {
  try {
    return await work;
  } catch (error) {
    onBad({ line, error: 'database_unavailable' });
    const detail = `Line ${line}: ${messageOf(error)}. What came before is there; run the same again.`;
    throw new CliError('database_unavailable', detail);
  }
}

const refuse = (error: ImportError, detail?: string): Refused => ({
  ok: false,
  error,
  ...(detail === undefined ? {} : { detail }),
});
