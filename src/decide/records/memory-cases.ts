import type { Decision } from '../decision.ts';
import { dueOf } from '../triage/due.ts';
import { type AlertTies, foldInto, isFresh, TIES, type Tie } from '../triage/fold.ts';
import { rankOf } from '../triage/rank.ts';
import {
  type AlertCase,
  alertOf,
  type CaseAlert,
  type CaseKind,
  type Cases,
  endedAt,
  keptAlertOf,
} from './cases.ts';
import { type MemoryCase, viewOf } from './memory-case.ts';
import { journeyOf, type PlaceBefore } from './memory-journey.ts';
import type { Outbox } from './outbox.ts';
import type { Exported } from './records.ts';

/** Recorded decisions, as the records hold them. */
export interface CaseSource<Entry> {
  readonly find: (decisionId: string) => Entry | undefined;
  readonly all: () => Iterable<Entry>;
  readonly read: (entry: Entry) => Exported;
  /** The account's last place before a visit. */
  readonly placeBefore: PlaceBefore;
  /** Is told of a visit that was drawn, and with which probability. */
  readonly mark: (decisionId: string, propensity: number) => void;
  /** Stores what endpoints are told. */
  readonly tell: Outbox['add'];
}

/** Cases in this process's memory. */
export interface MemoryCases extends Cases {
  /** The case that the alert opened or joined. */
  file(decision: Decision, ties: AlertTies): AlertCase;
  /** Forgets what ties alerts to somebody, and the decisions that are gone. */
  forget(ties: { readonly [Name in Tie]?: string | undefined }, gone: ReadonlySet<string>): void;
}

/**
 * Ties held at once; the one that was written the longest ago goes first. Chosen: a day of 100,000 alerts.
 */
const MAX_TIES = 300_000;
/** Cases held at once; the oldest goes first. Chosen: some 100 MB at 2 kB each. */
const MAX_CASES = 50_000;

export function createCases<Entry extends { readonly caseId: string | null }>({
  find,
  all,
  read,
  placeBefore,
  mark,
  tell,
}: CaseSource<Entry>): MemoryCases {
  const cases = new Map<string, MemoryCase>();
  /** The newest open case of each tie. */
  const ties = new Map<string, MemoryCase>();
  const draws = new Map<string, number>();
  const nameOf = (tie: Tie, value: string) => `${tie}:${value}`;
  const openOf = (kind: CaseKind) => [...cases.values()].filter((one) => one.kind === kind && !one.closed);

  function tieTo(name: string, opened: MemoryCase, atMs: number): void {
    const before = ties.get(name);
    const isNewer = before && !before.closed && before.openedMs > opened.openedMs && isFresh(before, atMs);
    // A map keeps the order of insertion: deleting first makes it the order of the last writing.
    ties.delete(name);
    ties.set(name, isNewer ? before : opened);
    trim(ties, MAX_TIES);
  }

  function create(kind: CaseKind, atMs: number, propensity: number | null): MemoryCase {
    const opened: MemoryCase = {
      ...{ id: crypto.randomUUID(), kind, propensity, openedMs: atMs, lastAlertMs: atMs, alerts: [] },
      ...{ answered: 0, taken: null, closed: null, last: null },
    };
    cases.set(opened.id, opened);
    trim(cases, MAX_CASES);
    return opened;
  }

  /** Forgets what none of its alerts shares. Which of them share a behaviour nobody knows. */
  function untie(one: MemoryCase): void {
    const left = one.alerts.flatMap(({ decisionId }) => {
      const entry = find(decisionId);
      return entry ? [read(entry)] : [];
    });
    const names = new Set(
      left.flatMap(({ card, account, jkt }) => [
        nameOf('card', card ?? ''),
        nameOf('account', account ?? ''),
        nameOf('jkt', jkt ?? ''),
      ]),
    );
    for (const [name, tied] of ties) if (tied === one && !names.has(name)) ties.delete(name);
  }

  /** An open case that nobody else has. */
  function free(id: string, by: string, nowMs: number): MemoryCase | null {
    const one = cases.get(id);
    return !one || one.closed || isTakenByOther(one, by, nowMs) ? null : one;
  }

  function readOf(decisionId: string): Exported | undefined {
    const entry = find(decisionId);
    return entry && read(entry);
  }

  /** Visits that may be drawn, in the order of their times. */
  function listFrame(fromMs: number, toMs: number): readonly CaseAlert[] {
    const isIn = (ms: number) => ms >= fromMs && ms < toMs;
    const visits = [...all()].map((entry) => ({ caseId: entry.caseId, decision: read(entry).decision }));
    return visits
      .filter(({ caseId, decision }) => {
        if (caseId === null) return isIn(decision.atMs);
        const one = cases.get(caseId);
        const isLeft = one?.alerts.slice(one.answered).some(({ decisionId }) => decisionId === decision.id);
        return isLeft && one?.closed?.ending === 'automatic' && isIn(one.closed.atMs);
      })
      .flatMap(({ decision }) => keptAlertOf(decision) ?? []);
  }

  return {
    file(decision, own) {
      const { atMs } = decision;
      const look = (tie: Tie, value: string) => {
        const one = ties.get(nameOf(tie, value));
        return one?.closed ? undefined : one;
      };
      const found = foldInto(own, atMs, look) ?? create('alert', atMs, null);
      found.alerts.push(alertOf(decision));
      found.lastAlertMs = Math.max(found.lastAlertMs, atMs);
      for (const tie of TIES) {
        const value = own[tie];
        if (value) tieTo(nameOf(tie, value), found, atMs);
      }
      return viewOf(found);
    },
    forget(own, gone) {
      for (const tie of TIES) {
        const value = own[tie];
        if (value) ties.delete(nameOf(tie, value));
      }
      for (const one of cases.values()) {
        const kept = one.alerts.filter(({ decisionId }) => !gone.has(decisionId));
        if (kept.length === one.alerts.length) continue;
        one.answered = one.alerts.slice(0, one.answered).filter((alert) => kept.includes(alert)).length;
        one.last = null;
        one.alerts.splice(0, one.alerts.length, ...kept);
        untie(one);
        if (kept.length === 0) cases.delete(one.id);
      }
    },
    async page({ kind, offset, limit }) {
      const open = openOf(kind).map(viewOf);
      const rank = (one: AlertCase) => (kind === 'alert' ? rankOf(one) : -one.openedMs);
      return open.toSorted((a, b) => rank(b) - rank(a) || compare(a, b)).slice(offset, offset + limit);
    },
    async tally(sinceMs) {
      const tally = { open: { alert: 0, audit: 0 }, answered: { alert: 0, audit: 0 }, automatic: 0 };
      for (const { kind, closed } of cases.values()) {
        if (!closed) tally.open[kind]++;
        else if (closed.atMs < sinceMs) continue;
        else if (closed.ending === 'answered') tally.answered[kind]++;
        else tally.automatic++;
      }
      return tally;
    },
    async find(id) {
      const one = cases.get(id);
      return one ? viewOf(one) : null;
    },
    async decisions(id, limit) {
      const alerts = cases.get(id)?.alerts.slice(0, limit) ?? [];
      return alerts.flatMap(({ decisionId }) => {
        const entry = find(decisionId);
        return entry ? [read(entry)] : [];
      });
    },
    async history({ account, jkt, limit }) {
      const own = [...all()]
        .map(read)
        .filter((one) => (account !== null && one.account === account) || (jkt !== null && one.jkt === jkt));
      return own.toSorted((a, b) => b.decision.atMs - a.decision.atMs).slice(0, limit);
    },
    async journeys(ids) {
      const found = ids.flatMap((id) => {
        const one = cases.get(id);
        const journey = one && journeyOf(one, { readOf, placeBefore });
        return journey ? [[id, journey] as const] : [];
      });
      return new Map(found);
    },
    async similar({ id, why }, limit) {
      const ended = [...cases.values()].filter((one) => one.id !== id && one.closed?.ending === 'answered');
      const alike = ended.map(viewOf).filter((one) => one.why.code === why.code);
      return alike.toSorted((a, b) => (b.closed?.atMs ?? 0) - (a.closed?.atMs ?? 0)).slice(0, limit);
    },
    async take({ id, by, nowMs, untilMs, heldUntilMs }) {
      const one = free(id, by, nowMs);
      if (!one) return null;
      if (heldUntilMs !== undefined && !(one.taken?.by === by && one.taken.untilMs === heldUntilMs))
        return null;
      one.taken = { by, untilMs };
      return viewOf(one);
    },
    async release(id, by) {
      const one = cases.get(id);
      if (!one || one.closed || one.taken?.by !== by) return null;
      one.taken = null;
      return viewOf(one);
    },
    async answer({ id, by, nowMs, seen, outcome, messages = [] }) {
      const one = free(id, by, nowMs);
      if (!one || one.taken?.by !== by) return null;
      one.last = { by, atMs: nowMs, answered: one.answered };
      one.answered = Math.max(one.answered, Math.min(seen, one.alerts.length));
      one.taken = null;
      if (one.answered === one.alerts.length) {
        one.closed = { atMs: nowMs, ending: 'answered', by, outcome };
        await tell(messages);
      }
      return viewOf(one);
    },
    async reopen({ id, by, nowMs, untilMs, sinceMs }) {
      const one = cases.get(id);
      const last = one?.last;
      if (!one || !last || last.by !== by || last.atMs < sinceMs || last.atMs > nowMs) return null;
      if (one.closed?.ending === 'automatic' || isTakenByOther(one, by, nowMs)) return null;
      one.answered = last.answered;
      one.last = null;
      one.closed = null;
      one.taken = { by, untilMs };
      return viewOf(one);
    },
    async correct({ id, closedMs, outcome }) {
      const one = cases.get(id);
      if (one?.closed?.ending !== 'answered' || one.closed.atMs !== closedMs) return null;
      one.closed = { ...one.closed, outcome };
      return viewOf(one);
    },
    async overflow({ nowMs, keep, telling = () => [] }) {
      const ranked = openOf('alert').map((one) => ({ one, view: viewOf(one) }));
      ranked.sort((a, b) => rankOf(b.view) - rankOf(a.view) || compare(a.view, b.view));
      const over = ranked.slice(Math.max(0, keep)).filter(({ view }) => isOver(view, nowMs));
      for (const { one, view } of over) {
        one.closed = endedAt(view, nowMs).closed;
        await tell(telling(viewOf(one)));
      }
      return over.map(({ one }) => viewOf(one));
    },
    async drawnUntil() {
      return draws.size === 0 ? null : Math.max(...draws.values());
    },
    async frame(fromMs, toMs) {
      const frame = listFrame(fromMs, toMs);
      const novel = frame.filter((one) => one.novel).length;
      return { novel, other: frame.length - novel };
    },
    async open({ day, nowMs, fromMs, toMs, novel, other }) {
      if (draws.has(day)) return 0;
      draws.set(day, toMs);
      const frame = listFrame(fromMs, toMs);
      const kinds = [
        { drawn: novel, visits: frame.filter((one) => one.novel) },
        { drawn: other, visits: frame.filter((one) => !one.novel) },
      ];
      let opened = 0;
      for (const { drawn, visits } of kinds)
        for (const place of drawn.places) {
          const visit = visits[place];
          if (!visit) continue;
          const one = create('audit', nowMs, drawn.propensity);
          one.lastAlertMs = visit.atMs;
          one.alerts.push({ ...visit, dueMs: dueOf({ hold: false, atMs: nowMs }) });
          mark(visit.decisionId, drawn.propensity);
          opened++;
        }
      return opened;
    },
  };
}

const isTakenByOther = ({ taken }: Pick<AlertCase, 'taken'>, by: string, nowMs: number): boolean =>
  taken !== null && taken.by !== by && taken.untilMs > nowMs;

/** What nobody came to by its due date, and nobody is looking at. */
const isOver = ({ dueMs, taken }: AlertCase, nowMs: number): boolean =>
  dueMs <= nowMs && !(taken && taken.untilMs > nowMs);

/** Equal ranks: the case that was opened first, and then any order that stays. */
const compare = (a: AlertCase, b: AlertCase): number => a.openedMs - b.openedMs || (a.id < b.id ? -1 : 1);

function trim(map: Map<string, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
