import type { CaseKind } from '../records/cases.ts';
import type { DayLeft } from './day.ts';

/** Every fifth case is an audit, so that a day that ends early has both kinds. decide.md §1. */
const EVERY = 5;

/**
 * Kinds of the first `rows` cases, while there are some of each. What was answered today counts: after four
 * alerts an audit comes next, although the queue has become shorter.
 */
export function orderOf(
  rows: number,
  { open, done }: { readonly open: DayLeft; readonly done: DayLeft },
): readonly CaseKind[] {
  const left = { ...open };
  let { drawn } = done;
  let total = done.ranked + drawn;
  const kinds: CaseKind[] = [];
  while (kinds.length < rows && left.ranked + left.drawn > 0) {
    total++;
    const isDue = drawn < Math.floor(total / EVERY);
    const isAudit = left.drawn > 0 && (isDue || left.ranked === 0);
    if (isAudit) drawn++;
    left[isAudit ? 'drawn' : 'ranked']--;
    kinds.push(isAudit ? 'audit' : 'alert');
  }
  return kinds;
}
