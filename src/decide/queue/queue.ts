import type { AlertCase } from '../records/cases.ts';
import type { Denial } from '../records/denials.ts';
import type { Door } from '../records/door.ts';
import { type Label, labelInForce } from '../records/label.ts';
import type { Records, Snooze } from '../records/records.ts';
import { checkReviewer, type Reviewer, type Role } from '../reviewer.ts';
import type { Places } from '../triage/budget.ts';
import { caseClosed, type WebhookEvent } from '../webhook/events.ts';
import type { Webhooks } from '../webhook/webhooks.ts';
import { type CaseAnswer, type CaseCorrection, createAnswers, LOCK_MS } from './answers.ts';
import { type CaseView, rankingOf, viewCase } from './case.ts';
import { beginDay } from './day.ts';
import { createDenyList, type DenialPage } from './deny-list.ts';
import {
  countsOf,
  isBlind,
  listRows,
  PER_PAGE,
  type QueueCounts,
  type QueuePage,
  type QueueRow,
  rowOf,
  withJourneys,
} from './page.ts';
import type { QueueCode, Queued } from './queued.ts';

/** A rule is snoozed so long for an account. decide.md §7. */
export const SNOOZE_MS = 30 * 86_400_000;
/** Cases that are tried when the next one is taken. Chosen: more than people work at once. */
const TRIED = 50;

/** The day's cases, for one reviewer. Nothing here throws. */
export interface Queue {
  counts(): Promise<Queued<QueueCounts>>;
  /** @param page from 1 on; one beyond the last is the last */
  page(page?: number): Promise<Queued<QueuePage>>;
  case(id: string): Promise<Queued<CaseView>>;
  /** Takes a case for ten minutes: this one, or the next that nobody has. Who has one already keeps it. */
  take(id?: string): Promise<Queued<QueueRow>>;
  /** Gives a case back. */
  release(id: string): Promise<Queued<QueueRow>>;
  /** Labels every alert that was seen, and closes the case where none joined since. */
  answer(id: string, answer: CaseAnswer): Promise<Queued<QueueRow>>;
  /** Takes an answer back within ten seconds: its labels get reversals, and the case is open again. */
  undo(id: string): Promise<Queued<QueueRow>>;
  /**
   * Says something else of a case that was answered, at any time: one's own label gets a reversal, and every
   * alert that was answered a new label. Nothing is overwritten, and each row is in the audit.
   */
  correct(id: string, answer: CaseCorrection): Promise<Queued<QueueRow>>;
  /** Passes a case over: gives it back, and takes the next one below it. It comes back by `take()`. */
  skip(id: string): Promise<Queued<QueueRow>>;
  /** The rule raises no alert for the case's account, 30 days long. It still decides. */
  snooze(id: string, rule: string): Promise<Queued<Snooze>>;
  /** Takes a snooze back. */
  wake(id: string, rule: string): Promise<Queued<Snooze>>;
  /**
   * Puts the device key, the account or the card of one of the case's alerts on the deny list: the one that
   * the reviewer saw. Where the site wants two people, the first one asks for it, and rules see it from when
   * another one says the same.
   */
  deny(id: string, entry: Pick<Denial, 'kind' | 'name'>): Promise<Queued<Denial>>;
  /** Agrees to an entry that somebody else asked for. */
  agree(entry: Pick<Denial, 'kind' | 'name'>): Promise<Queued<Denial>>;
  /** Takes an entry off the deny list: one person is enough. */
  undeny(entry: Pick<Denial, 'kind' | 'name'>): Promise<Queued<null>>;
  /** The deny list, the newest entry first. @param page from 1 on; one beyond the last is the last */
  denials(page?: number): Promise<Queued<DenialPage>>;
}

export interface QueueOptions {
  readonly records: Records;
  readonly places: Places;
  readonly door: Door;
  readonly now: () => number;
  readonly reviewer: Reviewer;
  /** Two people change the deny list. */
  readonly needsSecondPerson: boolean;
  /** Null: nobody is told of labels and closed cases. */
  readonly webhooks: Pick<Webhooks, 'messagesOf'> | null;
}

/** @throws TypeError for what is no reviewer */
export function createQueue(options: QueueOptions): Queue {
  const { records, places, door, now, webhooks, needsSecondPerson } = options;
  const reviewer = checkReviewer(options.reviewer);
  const { cases } = records;
  const by = reviewer.id;
  const messagesOf = (event: WebhookEvent) => webhooks?.messagesOf(event) ?? [];
  const denyList = createDenyList(records, { by, now, needsSecondPerson });

  /** Does it where the role allows, and answers with a code where records fail. */
  async function guarded<T>(role: Role, what: string, work: () => Promise<Queued<T>>): Promise<Queued<T>> {
    try {
      if (reviewer.roles.includes(role)) return await work();
      const detail = JSON.stringify({ what, needs: role });
      await records.log({ atMs: now(), by, what: 'refused', detail });
      return { ok: false, code: 'role_missing', detail: role };
    } catch {
      return { ok: false, code: 'unavailable' };
    }
  }

  const done = <T>(value: T): Queued<T> => ({ ok: true, value });
  const row = (one: AlertCase) => done(rowOf(one, false));

  /** Why a case could not be changed: what it is now says so. */
  async function refuse(id: string, otherwise: QueueCode): Promise<Queued<never>> {
    const one = await cases.find(id);
    if (!one) return { ok: false, code: 'case_unknown' };
    const refused = { ok: false, case: rowOf(one, false) } as const;
    if (one.closed) return { ...refused, code: 'case_closed', label: await labelOf(one) };
    const isTaken = one.taken !== null && one.taken.by !== by && one.taken.untilMs > now();
    return { ...refused, code: isTaken ? 'case_taken' : otherwise };
  }

  /** The label in force of the last alert that was answered. */
  async function labelOf({ id, answered }: AlertCase): Promise<Label | null> {
    const last = (await cases.decisions(id, answered)).at(-1);
    return last ? labelInForce(last.labels) : null;
  }

  async function count(): Promise<QueueCounts> {
    const nowMs = now();
    const telling = (gone: AlertCase) => messagesOf(caseClosed(gone, nowMs));
    const { left, tally } = await beginDay({ cases, places, door, nowMs, telling });
    return countsOf(tally, { places, left, nowMs });
  }

  const takeOne = (id: string) => {
    const nowMs = now();
    return cases.take({ id, by, nowMs, untilMs: nowMs + LOCK_MS });
  };

  /** @param passed a case that is passed over: those below it come first, and then those above */
  async function takeNext(passed?: string): Promise<Queued<QueueRow>> {
    const counts = await count();
    const rows = await listRows(cases, { counts, offset: 0, limit: TRIED });
    const mine = rows.filter(({ kind, isOver }) => !isOver && (kind === 'alert' || counts.left.drawn > 0));
    const isOwn = ({ taken }: QueueRow) => taken?.by === by && taken.untilMs > now();
    const at = mine.findIndex(({ id }) => id === passed);
    const next =
      passed === undefined
        ? mine.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
        : [...mine.slice(at + 1), ...mine.slice(0, Math.max(0, at))];
    for (const { id } of next) {
      const taken = await takeOne(id);
      if (taken) return row(taken);
    }
    const isSpent = mine.length < rows.length;
    return { ok: false, code: 'queue_empty', ...(isSpent && { detail: 'today’s budget is spent' }) };
  }

  const answers = createAnswers({ records, by, now, messagesOf, refuse });

  return {
    counts: () => guarded('read', 'counts', async () => done(await count())),
    page: (wanted = 1) =>
      guarded('read', 'page', async () => {
        const counts = await count();
        const all = counts.open.ranked + counts.open.drawn;
        const pages = Math.max(1, Math.ceil(all / PER_PAGE));
        const page = Math.min(pages, Math.max(1, Math.trunc(wanted) || 1));
        const offset = (page - 1) * PER_PAGE;
        const listed = await listRows(cases, { counts, offset, limit: PER_PAGE });
        const rows = await withJourneys(cases, listed);
        return done({ ...counts, rows, page, pages });
      }),
    case: (id) =>
      guarded('read', 'case', async () => {
        const one = await cases.find(nameOf(id));
        return one ? done(await viewCase(records, one, now())) : { ok: false, code: 'case_unknown' };
      }),
    take: (id) =>
      guarded('label', 'take', async () => {
        if (id === undefined) return takeNext();
        const taken = await takeOne(nameOf(id));
        return taken ? row(taken) : refuse(nameOf(id), 'case_taken');
      }),
    release: (id) =>
      guarded('label', 'release', async () => {
        const one = await cases.release(nameOf(id), by);
        return one ? row(one) : refuse(nameOf(id), 'case_not_taken');
      }),
    answer: (id, answer) => guarded('label', 'answer', () => answers.answer(nameOf(id), answer)),
    undo: (id) => guarded('label', 'undo', () => answers.undo(nameOf(id))),
    correct: (id, answer) => guarded('label', 'correct', () => answers.correct(nameOf(id), answer)),
    skip: (id) =>
      guarded('label', 'skip', async () => {
        await cases.release(nameOf(id), by);
        return takeNext(nameOf(id));
      }),
    snooze: (id, rule) => guarded('label', 'snooze', () => snoozeUntil(nameOf(id), rule, now() + SNOOZE_MS)),
    deny: (id, entry) => guarded('label', 'deny', () => denyList.deny(nameOf(id), entry)),
    agree: (entry) => guarded('label', 'agree', () => denyList.agree(entry)),
    undeny: (entry) => guarded('label', 'undeny', () => denyList.undeny(entry)),
    denials: (page = 1) => guarded('read', 'denials', () => denyList.page(page)),
    wake: (id, rule) => guarded('label', 'wake', () => snoozeUntil(nameOf(id), rule, now())),
  };

  async function snoozeUntil(id: string, rule: string, untilMs: number): Promise<Queued<Snooze>> {
    const one = await cases.find(id);
    if (!one) return { ok: false, code: 'case_unknown' };
    // Which rules hold would tell the score.
    if (isBlind(one)) return refuse(id, 'rule_unknown');
    const { ranking } = rankingOf(await cases.decisions(id, TRIED));
    const account = ranking?.account;
    if (!account || !ranking.decision.hits.includes(rule)) return refuse(id, 'rule_unknown');
    const snooze: Snooze = { account, rule, untilMs, by };
    await records.snooze(snooze);
    return done(snooze);
  }
}

/** A case's name; what is none is the name of no case. */
const nameOf = (id: unknown): string => (typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : '');
