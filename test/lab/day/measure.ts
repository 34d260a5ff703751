import type { AlertCase, Decider, QueueCounts, QueueRow, Records } from 'tellsign/decide';
import type { Truth } from '../../../demo/seed/truth.ts';

export interface DayOptions {
  readonly decider: Pick<Decider, 'queue'>;
  readonly records: Pick<Records, 'cases'>;
  /** What is true of each decision. */
  readonly truths: ReadonlyMap<string, Truth>;
  /** From when on alerts are of the day, milliseconds since 1970. */
  readonly fromMs: number;
}

/**
 * Orders in which as many cases are taken as the budget has.
 *
 * - `queue`: what the queue shows; `ranked`: without what it draws.
 * - `informed`: by amount and the true share of it that is lost, of all cases that one rule opened for known,
 *   or for unknown, devices. Facts alone hardly tell more.
 * - `oracle`: by what is true of each case.
 */
export type Order = 'queue' | 'ranked' | 'oldest' | 'score' | 'amount' | 'informed' | 'oracle';

/** What became of somebody's alerts: how many, and euros. */
export interface Share {
  readonly alerts: number;
  readonly cases: number;
  readonly loss: number;
  /** Loss in the cases that the queue shows. */
  readonly found: number;
}

/** What the queue makes of a day's alerts, when somebody opens it at the day's end. */
export interface DayReport {
  readonly alerts: number;
  /** Cases that the day's alerts were folded into. */
  readonly cases: number;
  /** Alerts of the largest one. */
  readonly largest: number;
  /** Cases that are shown: by expected loss, and drawn. */
  readonly ranked: number;
  readonly drawn: number;
  readonly counts: QueueCounts;
  /** Loss in all cases, euros. */
  readonly loss: number;
  readonly found: Readonly<Record<Order, number>>;
  readonly by: ReadonlyMap<string, Share>;
}

/** A case of the day, and what is true of it. */
interface Judged {
  readonly row: Pick<AlertCase, 'openedMs' | 'amount' | 'why'>;
  readonly truths: readonly Truth[];
  readonly loss: number;
  readonly score: number;
  /** What opened it, and whether for a known device. */
  readonly kind: string;
}

const READER = { id: 'measure', roles: ['read'] } as const;
/** Alerts of a case, and cases, that are read: all of a day. */
const MOST = 2000;

/** Opens the queue once, and compares what it shows with what is true. */
export async function measureDay(options: DayOptions): Promise<DayReport> {
  const { records, fromMs } = options;
  const judge = judging(options);
  // Before the queue is opened everything is there: what is overdue goes the automatic way then.
  const open = await records.cases.page({ kind: 'alert', offset: 0, limit: MOST });
  const all = await Promise.all(open.filter(({ lastAlertMs }) => lastAlertMs >= fromMs).map(judge));
  const { counts, rows } = await readQueue(options);
  const shown = rows.filter(({ isOver }) => !isOver);
  const ofKind = (kind: QueueRow['kind']) => Promise.all(shown.filter((row) => row.kind === kind).map(judge));
  const [ranked, drawn] = [await ofKind('alert'), await ofKind('audit')];
  const first = (key: (one: Judged) => number) =>
    lossIn(all.toSorted((a, b) => key(b) - key(a)).slice(0, counts.places.perDay));
  const rates = ratesOf(all);
  return {
    alerts: sum(all.map(({ truths }) => truths.length)),
    cases: all.length,
    largest: Math.max(...all.map(({ truths }) => truths.length)),
    ranked: ranked.length,
    drawn: drawn.length,
    counts,
    loss: lossIn(all),
    found: {
      queue: lossIn([...ranked, ...drawn]),
      ranked: lossIn(ranked),
      oldest: first(({ row }) => -row.openedMs),
      score: first(({ score }) => score),
      amount: first(({ row }) => row.amount),
      informed: first(({ row, kind }) => row.amount * (rates.get(kind) ?? 0)),
      oracle: first(({ loss }) => loss),
    },
    by: sharesOf(all, [...ranked, ...drawn]),
  };
}

const judging =
  ({ records: { cases }, truths }: DayOptions) =>
  async (row: Judged['row'] & { readonly id: string }): Promise<Judged> => {
    const decisions = await cases.decisions(row.id, MOST);
    const own = decisions.flatMap(({ decision }) => truths.get(decision.id) ?? []);
    const facts = decisions.flatMap(({ decision }) => decision.facts ?? []);
    return {
      row,
      truths: own,
      loss: sum(own.map(({ loss }) => loss)),
      score: Math.max(...facts.map(({ score }) => score)),
      kind: `${row.why.code} ${facts[0]?.key.known}`,
    };
  };

async function readQueue({ decider }: DayOptions) {
  const queue = decider.queue({ reviewer: READER });
  const read = async (page: number) => {
    const answer = await queue.page(page);
    if (!answer.ok) throw new Error(`the queue answers ${answer.code}`);
    return answer.value;
  };
  const { rows: firstRows, pages, ...counts } = await read(1);
  const rows = [...firstRows];
  for (let page = 2; page <= pages; page++) rows.push(...(await read(page)).rows);
  return { counts, rows };
}

/** Share of the amount that is lost, by what opened the case. */
function ratesOf(all: readonly Judged[]): ReadonlyMap<string, number> {
  const kinds = new Map<string, Judged[]>();
  for (const one of all) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  const rateOf = (some: readonly Judged[]) =>
    lossIn(some) / Math.max(1, sum(some.map(({ row }) => row.amount)));
  return new Map([...kinds].map(([kind, some]) => [kind, rateOf(some)]));
}

function sharesOf(all: readonly Judged[], shown: readonly Judged[]): DayReport['by'] {
  const by = new Map<string, Share>();
  const add = (who: string, more: Partial<Share>) => {
    const { alerts, cases, loss, found } = by.get(who) ?? { alerts: 0, cases: 0, loss: 0, found: 0 };
    by.set(who, {
      alerts: alerts + (more.alerts ?? 0),
      cases: cases + (more.cases ?? 0),
      loss: loss + (more.loss ?? 0),
      found: found + (more.found ?? 0),
    });
  };
  for (const { truths } of all) {
    for (const who of new Set(truths.map((truth) => truth.who))) add(who, { cases: 1 });
    for (const { who, loss } of truths) add(who, { alerts: 1, loss });
  }
  for (const { truths } of shown)
    for (const { who, loss } of truths) if (by.has(who)) add(who, { found: loss });
  return by;
}

const lossIn = (cases: readonly Judged[]): number => sum(cases.map(({ loss }) => loss));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
