import type { DeciderSettings } from '../options.ts';
import type { Reviewer } from '../reviewer.ts';
import { createAlignmentLearning } from './alignment/alignment-learning.ts';
import { type Calibrations, createCalibrations } from './calibrations.ts';
import { createLearning, type Learning } from './learning.ts';
import { createDriftReset } from './reset-drift.ts';
import { soundStore } from './sound.ts';

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
  const { records, policies, places, maturityOf, webhooks, door, alignment, drift, now } = settings;
  if (records === null)
    return {
      calibrations: null,
      learningOf: () => {
        throw new TypeError('learning: there are no records');
      },
    };
  const learningOf = (reviewer: Reviewer, clock: () => number): Learning => {
    const own = { records, policies, door, reviewer, now: clock };
    const learning = createLearning({
      ...{ ...own, places, maturityOf, webhooks },
      onChange: () => calibrations.refresh(),
    });
    return {
      ...learning,
      alignment: alignment && createAlignmentLearning({ ...own, alignment }),
      resetDrift: createDriftReset({ records, drift, reviewer, now: clock }),
    };
  };
  const calibrations: Calibrations = createCalibrations(soundStore(records.learning), {
    now,
    watch: (action) => learningOf(WATCHMAN, now).watch(action),
  });
  return { calibrations, learningOf };
}
