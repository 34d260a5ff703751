import type { DeciderSettings } from '../options.ts';
import type { Reviewer } from '../reviewer.ts';
import { type Calibrations, createCalibrations } from './calibrations.ts';
import { createLearning, type Learning } from './learning.ts';

/** Who takes a curve back that makes too many alerts. */
const WATCHMAN: Reviewer = { id: 'tellsign', roles: ['read'] };

export interface OpenLearning {
  /** Null where there are no records: then the prior is in force. */
  readonly calibrations: Calibrations | null;
  /** @throws TypeError for what is no reviewer, and where there are no records */
  readonly learningOf: (reviewer: Reviewer, now: () => number) => Learning;
}

/** The curves in force of one decider, and what its reviewers may do with them. */
export function openLearning(settings: DeciderSettings): OpenLearning {
  const { records, policies, places, maturityOf, webhooks, now } = settings;
  if (records === null)
    return {
      calibrations: null,
      learningOf: () => {
        throw new TypeError('learning: there are no records');
      },
    };
  const learningOf = (reviewer: Reviewer, clock: () => number) =>
    createLearning({
      ...{ records, policies, places, maturityOf, webhooks, reviewer, now: clock },
      onChange: () => calibrations.refresh(),
    });
  const calibrations: Calibrations = createCalibrations(records.learning, {
    now,
    watch: (action) => learningOf(WATCHMAN, now).watch(action),
  });
  return { calibrations, learningOf };
}
