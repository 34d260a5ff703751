import { DENIABLE, type Denial } from '../records/denials.ts';
import type { Records } from '../records/records.ts';
import { isSamePerson } from '../reviewer.ts';
import { namesOf } from './case.ts';
import { PER_PAGE } from './page.ts';
import type { Queued } from './queued.ts';

/** An entry of the deny list holds so long. Chosen: as the label that explains it (decide.md §3). */
export const DENIAL_MS = 395 * 86_400_000;

/** Alerts of a case among which a name is looked for. Chosen: more than one matter has. */
const MAX_ALERTS = 1000;

/** How often a change is tried that others were faster than. Chosen: more than people press at once. */
const TRIES = 5;

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

  /** The same entry where it counts already, or where who asked for it first says so again. */
  function confirmed(denial: Denial): Denial {
    const isOne = denial.confirmedBy !== null || (needsSecondPerson && isSamePerson(denial.by, by));
    return isOne ? denial : { ...denial, confirmedBy: by };
  }

  /**
   * Agrees to an entry, or puts the first one of its name where that may be done. What somebody else changed
   * in between is looked at again: an entry that was taken off does not come back by an agreement to it.
   */
  async function change(entry: Entry, first: (atMs: number) => Denial | null): Promise<Queued<Denial>> {
    for (let tries = 0; tries < TRIES; tries++) {
      const atMs = now();
      const before = (await find(entry, atMs)) ?? null;
      const next = before ? confirmed(before) : first(atMs);
      if (next === null) return { ok: false, code: 'denial_unknown' };
      if (next === before || (await denials.put(next, by, before))) return { ok: true, value: next };
    }
    return { ok: false, code: 'unavailable' };
  }

  return {
    async deny(caseId, entry) {
      if (!(await cases.find(caseId))) return { ok: false, code: 'case_unknown' };
      if (!isEntry(entry)) return { ok: false, code: 'denial_unknown' };
      const { kind, name } = entry;
      const alerts = await cases.decisions(caseId, MAX_ALERTS);
      const isOfCase = alerts.some((alert) => namesOf(alert)[kind] === name);
      if (!isOfCase) return { ok: false, code: 'denial_unknown' };
      const confirmedBy = needsSecondPerson ? null : by;
      return change({ kind, name }, (atMs) => {
        return { kind, name, caseId, by, atMs, untilMs: atMs + DENIAL_MS, confirmedBy };
      });
    },
    async agree(entry) {
      return isEntry(entry) ? change(entry, () => null) : { ok: false, code: 'denial_unknown' };
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
