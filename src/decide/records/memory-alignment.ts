import { emptyParts, ROWS } from '../alignment/counts.ts';
import { BINS } from '../alignment/histogram.ts';
import { type AlignmentStore, type AlignmentVisit, COUNTED_DAYS } from './alignment.ts';

export interface MemoryAlignment {
  readonly store: AlignmentStore;
  eraseKey(jkt: string): void;
  expire(nowDay: number): void;
}

/** Place of a logit's first bin. */
const LOGITS = (ROWS - 1) * BINS;

/** Counts in this process's memory; lost on restart. */
export function createMemoryAlignment(): MemoryAlignment {
  /** By key and day; histograms are made when they are asked for. */
  let visits = new Map<string, AlignmentVisit>();
  const keep = (isKept: (visit: AlignmentVisit) => boolean) => {
    visits = new Map([...visits].filter(([, visit]) => isKept(visit)));
  };
  return {
    store: {
      async count(given) {
        for (const visit of given) {
          const name = `${visit.day} ${visit.jkt}`;
          if (!visits.has(name)) visits.set(name, visit);
        }
      },
      async counts({ fromDay, measures }) {
        const recent = [...visits.values()].filter(({ day }) => day >= fromDay);
        const kinds = new Map<string, AlignmentVisit[]>();
        for (const visit of recent) {
          const kind = `${visit.schema} ${visit.model}`;
          kinds.set(kind, [...(kinds.get(kind) ?? []), visit]);
        }
        const [most] = [...kinds.values()].toSorted((a, b) => b.length - a.length);
        const [first] = most ?? [];
        if (!most || !first) return null;
        const parts = emptyParts();
        for (const visit of most)
          for (const place of visit.places) {
            const part = parts[visit.part];
            if (part && (place < LOGITS || visit.measures === measures)) part[place] = (part[place] ?? 0) + 1;
          }
        const of = (name: 'jkt' | 'day') => new Set(most.map((visit) => visit[name])).size;
        const { schema, model } = first;
        return { schema, model, visits: most.length, keys: of('jkt'), days: of('day'), parts };
      },
    },
    eraseKey: (jkt) => keep((visit) => visit.jkt !== jkt),
    expire: (nowDay) => keep(({ day }) => day > nowDay - COUNTED_DAYS),
  };
}
