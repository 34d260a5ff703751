import { DENIABLE, type Denial } from '../records/denials.ts';
import type { Records } from '../records/records.ts';
import { namesOf } from './case.ts';
import { PER_PAGE } from './page.ts';
import type { Queued } from './queued.ts';

/** An entry of the deny list holds so long. Chosen: as the label that explains it (decide.md §3). */
export const DENIAL_MS = 395 * 86_400_000;

/** Alerts of a case among which a name is looked for. Chosen: more than one matter has. */
const MAX_ALERTS = 1000;

/** Fifty entries of the deny list. */
export interface DenialPage {
  readonly rows: readonly Denial[];
  /** From 1 on. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

type Entry = Pick<Denial, 'kind' | 'name'>;

/** The deny list, as one reviewer changes it. */
export interface DenyList {
  deny(caseId: string, entry: Entry): Promise<Queued<Denial>>;
  agree(entry: Entry): Promise<Queued<Denial>>;
  undeny(entry: Entry): Promise<Queued<null>>;
  page(wanted: number): Promise<Queued<DenialPage>>;
}

export interface DenyListOptions {
  readonly by: string;
  readonly now: () => number;
  readonly needsSecondPerson: boolean;
}

export function createDenyList(
  { cases, denials }: Records,
  { by, now, needsSecondPerson }: DenyListOptions,
): DenyList {
  const nobody = { key: null, account: null, card: null };

  async function find({ kind, name }: Entry, atMs: number): Promise<Denial | undefined> {
    const [denial] = await denials.find({ ...nobody, [kind]: name }, atMs);
    return denial;
  }

  async function put(denial: Denial): Promise<Queued<Denial>> {
    await denials.put(denial, by);
    return { ok: true, value: denial };
  }

  /** Who asked for it first and says so again is still one person. */
  async function confirm(denial: Denial): Promise<Queued<Denial>> {
    const isOne = denial.confirmedBy !== null || (needsSecondPerson && denial.by === by);
    return isOne ? { ok: true, value: denial } : put({ ...denial, confirmedBy: by });
  }

  return {
    async deny(caseId, entry) {
      if (!(await cases.find(caseId))) return { ok: false, code: 'case_unknown' };
      if (!isEntry(entry)) return { ok: false, code: 'denial_unknown' };
      const { kind, name } = entry;
      const alerts = await cases.decisions(caseId, MAX_ALERTS);
      const isOfCase = alerts.some((alert) => namesOf(alert)[kind] === name);
      if (!isOfCase) return { ok: false, code: 'denial_unknown' };
      const atMs = now();
      const before = await find({ kind, name }, atMs);
      if (before) return confirm(before);
      const confirmedBy = needsSecondPerson ? null : by;
      return put({ kind, name, caseId, by, atMs, untilMs: atMs + DENIAL_MS, confirmedBy });
    },
    async agree(entry) {
      const before = isEntry(entry) ? await find(entry, now()) : undefined;
      return before ? confirm(before) : { ok: false, code: 'denial_unknown' };
    },
    async undeny(entry) {
      const isGone = isEntry(entry) && (await denials.remove(entry, by));
      return isGone ? { ok: true, value: null } : { ok: false, code: 'denial_unknown' };
    },
    async page(wanted) {
      const atMs = now();
      const { total } = await denials.page({ atMs, offset: 0, limit: 0 });
      const pages = Math.max(1, Math.ceil(total / PER_PAGE));
      const page = Math.min(pages, Math.max(1, Math.trunc(wanted) || 1));
      const shown = await denials.page({ atMs, offset: (page - 1) * PER_PAGE, limit: PER_PAGE });
      return { ok: true, value: { ...shown, page, pages } };
    },
  };
}

/** Whether something is the name of an entry; hashes and thumbprints have no other characters. */
function isEntry(entry: unknown): entry is Entry {
  const { kind, name } = Object(entry) as Entry;
  return DENIABLE.includes(kind) && typeof name === 'string' && /^[\w-]{1,64}$/.test(name);
}
