import { auditOfDenial, DENIABLE, type Denial, type Denials, type DeniedNames, isStill } from './denials.ts';
import type { Subject } from './records.ts';

/** Entries held at once; the oldest goes first. Chosen: as many as there are accounts. */
const MAX_DENIALS = 10_000;

export interface MemoryDenials extends Denials {
  erase(subject: Subject): void;
  expire(nowMs: number): void;
}

/**
 * The deny list in this process's memory.
 *
 * @param write adds a row to the audit
 */
export function createDenials(
  write: (by: string, what: string, detail: string) => Promise<unknown>,
): MemoryDenials {
  const denials = new Map<string, Denial>();
  const nameOf = ({ kind, name }: Pick<Denial, 'kind' | 'name'>) => `${kind} ${name}`;
  const find = (names: DeniedNames, atMs: number) =>
    DENIABLE.flatMap((kind) => denials.get(nameOf({ kind, name: names[kind] ?? '' })) ?? []).filter(
      ({ untilMs }) => untilMs > atMs,
    );
  return {
    async put(denial, by, before) {
      const there = denials.get(nameOf(denial));
      if (before !== undefined && !isStill(there, before, denial.atMs)) return false;
      denials.set(nameOf(denial), denial);
      for (const oldest of denials.keys()) {
        if (denials.size <= MAX_DENIALS) break;
        denials.delete(oldest);
      }
      await write(by, 'deny', auditOfDenial(denial));
      return true;
    },
    async remove(entry, by) {
      const denial = denials.get(nameOf(entry));
      if (!denial) return false;
      denials.delete(nameOf(entry));
      await write(by, 'undeny', JSON.stringify({ kind: denial.kind, case: denial.caseId }));
      return true;
    },
    async find(names, atMs) {
      return find(names, atMs);
    },
    async page({ atMs, offset, limit }) {
      const rows = [...denials.values()].filter(({ untilMs }) => untilMs > atMs);
      rows.sort((one, other) => other.atMs - one.atMs || (one.name < other.name ? -1 : 1));
      return { rows: rows.slice(offset, offset + limit), total: rows.length };
    },
    erase({ account, card, jkt }) {
      for (const [kind, name] of Object.entries({ account, card, key: jkt }))
        denials.delete(`${kind} ${name}`);
    },
    expire(nowMs) {
      for (const [name, { untilMs }] of denials) if (untilMs <= nowMs) denials.delete(name);
    },
  };
}
