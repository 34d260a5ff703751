import type { PolicyBook } from './book.ts';

/** Whether a rule for the action reads the codes of the verdict's reasons. */
export const readsReasons = (policies: PolicyBook, action: string): boolean =>
  [policies.live(action), ...policies.shadows(action)].some((policy) =>
    policy?.rules.some(({ condition }) => condition.reads.has('reasons')),
  );
