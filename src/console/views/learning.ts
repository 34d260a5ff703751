import type { AlignmentView, LabelOutcome, LearningView } from '../../decide/index.ts';
import type { LearningPageView } from '../learning-view.ts';
import { DAY_MS } from '../words/time.ts';

/** From so many labels on the site's own count (decide.md §1). */
const NEEDED = 200;

interface Around {
  readonly actions: readonly string[];
  readonly labelled: Readonly<Record<LabelOutcome, number>>;
  readonly alignment: AlignmentView | null;
  readonly nowMs: number;
}

/** A proposal is shown while it can be applied: of a day, and for the curve in force. */
export function learningView(
  learning: LearningView,
  { actions, labelled, alignment, nowMs }: Around,
): LearningPageView {
  const inForce = learning.reigns.at(-1)?.id ?? null;
  const proposal = learning.calibrations.find(
    ({ state, replaces, proposedMs }) =>
      state === 'proposed' && replaces === inForce && nowMs - proposedMs <= DAY_MS,
  );
  const shown = proposal ?? null;
  return { actions, learning, labelled, needed: NEEDED, proposal: shown, alignment, nowMs };
}
