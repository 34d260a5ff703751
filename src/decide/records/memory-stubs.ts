import { type Label, withoutNote } from './label.ts';
import type { LabelledStub } from './records.ts';
import type { Stub } from './retention.ts';

/** What is left of expired decisions, in this process's memory. */
export interface Stubs {
  add(stub: Stub, labels: readonly Label[]): void;
  /** Labels of a stub, to which more may be added; null where there is no such stub. */
  labelsOf(id: string): Label[] | null;
  /** Forgets those of decisions before this time. */
  expire(beforeMs: number): void;
  list(): readonly LabelledStub[];
}

/** Holds so many at once; the one added first goes first. Notes may name somebody and are not kept. */
export function createStubs(maxStubs: number): Stubs {
  const stubs = new Map<string, { readonly stub: Stub; readonly labels: Label[] }>();
  return {
    add(stub, labels) {
      stubs.set(stub.id, { stub, labels: labels.map(withoutNote) });
      for (const oldest of stubs.keys()) {
        if (stubs.size <= maxStubs) break;
        stubs.delete(oldest);
      }
    },
    labelsOf: (id) => stubs.get(id)?.labels ?? null,
    expire(beforeMs) {
      for (const [id, { stub }] of stubs) if (stub.atMs < beforeMs) stubs.delete(id);
    },
    list: () => [...stubs.values()].map(({ stub, labels }) => ({ ...stub, labels })),
  };
}
