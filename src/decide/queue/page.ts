import type { DecisionReason } from '../decision.ts';
import type { AlertCase, CaseKind, Cases, CaseTally, Journey } from '../records/cases.ts';
import type { Places } from '../triage/budget.ts';
import type { Loss } from '../triage/loss.ts';
import type { DayLeft } from './day.ts';
import { dayStart } from './day.ts';
import { orderOf } from './order.ts';

/** Rows of a page: never all of them. */
export const PER_PAGE = 50;

/** A case in the queue. */
export interface QueueRow extends Omit<AlertCase, 'loss' | 'why'> {
  /** Null for an audit: it would sway who looks at it. */
  readonly loss: Loss | null;
  /** One sentence why it is here. */
  readonly why: DecisionReason;
  /** The account's way, where that is the reason; null elsewhere, and where it is not known any more. */
  readonly journey?: Journey | null;
  /** Below today's places: it waits, and goes the automatic way when it is overdue. */
  readonly isOver: boolean;
}

export interface QueueCounts {
  /** The UTC day, such as `2026-11-28`. */
  readonly day: string;
  /** Today's budget. */
  readonly places: Places;
  /** Answered today. */
  readonly done: DayLeft;
  /** What may be answered today yet. */
  readonly left: DayLeft;
  /** Open cases. */
  readonly open: DayLeft;
  /** Over budget: open ones that wait below today's places, and those that went the automatic way today. */
  readonly over: { readonly waiting: number; readonly automatic: number };
}

export interface QueuePage extends QueueCounts {
  readonly rows: readonly QueueRow[];
  /** From 1 on. */
  readonly page: number;
  readonly pages: number;
}

export function countsOf(
  { open, answered, automatic }: CaseTally,
  { places, left, nowMs }: { readonly places: Places; readonly left: DayLeft; readonly nowMs: number },
): QueueCounts {
  return {
    day: new Date(dayStart(nowMs)).toISOString().slice(0, 10),
    places,
    done: { ranked: answered.alert, drawn: answered.audit },
    left,
    open: { ranked: open.alert, drawn: open.audit },
    over: { waiting: Math.max(0, open.alert - left.ranked), automatic },
  };
}

/** Rows from `offset` on: by rank, every fifth of the day an audit while there are some. */
export async function listRows(
  cases: Cases,
  query: {
    readonly counts: Pick<QueueCounts, 'open' | 'left' | 'done'>;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<readonly QueueRow[]> {
  const { counts, offset, limit } = query;
  const kinds = orderOf(offset + limit, counts);
  const shown = kinds.slice(offset);
  /** Cases of one kind: how many stand before this page, and those of the page. */
  async function ask(kind: CaseKind): Promise<{ readonly before: number; readonly rows: AlertCase[] }> {
    const isKind = (other: CaseKind) => other === kind;
    const before = kinds.slice(0, offset).filter(isKind).length;
    const wanted = shown.filter(isKind).length;
    return {
      before,
      rows: wanted === 0 ? [] : [...(await cases.page({ kind, offset: before, limit: wanted }))],
    };
  }
  const [alert, audit] = await Promise.all([ask('alert'), ask('audit')]);
  const ranked = alert.rows.map((one, place) => rowOf(one, alert.before + place >= counts.left.ranked));
  const drawn = audit.rows.map((one) => rowOf(one, false));
  // Somebody may have answered one since they were counted.
  return shown.flatMap((kind) => (kind === 'audit' ? drawn : ranked).shift() ?? []);
}

/** Rules of the shipped policies whose reason is a journey. */
export const TRAVEL_RULES: ReadonlySet<string> = new Set([
  'someone_else_far_away',
  'strange_key_moved',
  'own_key_on_the_road',
]);

/** The same rows with the journeys that are their reason. */
export async function withJourneys(cases: Cases, rows: readonly QueueRow[]): Promise<readonly QueueRow[]> {
  const ids = rows.filter(({ why }) => TRAVEL_RULES.has(why.code)).map(({ id }) => id);
  if (ids.length === 0) return rows;
  const journeys = await cases.journeys(ids);
  return rows.map((row) => ({ ...row, journey: journeys.get(row.id) ?? null }));
}

/** What would sway who looks at an audit: its score, what was done, and whether it was drawn as novel. */
const BLIND = {
  loss: null,
  why: { code: 'audit', text: 'Drawn at random.' },
  hold: false,
  novel: false,
  propensity: null,
} as const satisfies Partial<QueueRow>;

export function rowOf(one: AlertCase, isOver: boolean): QueueRow {
  if (!isBlind(one)) return { ...one, isOver };
  return { ...one, ...BLIND, isOver };
}

/** Whether the score is hidden: in an audit, until the label is given. */
export const isBlind = ({ kind, closed }: Pick<AlertCase, 'kind' | 'closed'>): boolean =>
  kind === 'audit' && closed === null;
