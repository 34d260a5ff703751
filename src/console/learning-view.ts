import type { AlignmentView, LabelOutcome, LearningView, ReportedCalibration } from '../decide/index.ts';

export interface LearningPageView {
  /** Actions that the site's policies name. */
  readonly actions: readonly string[];
  readonly learning: LearningView;
  /** Decisions of the last month on which somebody's word counts, by outcome. */
  readonly labelled: Readonly<Record<LabelOutcome, number>>;
  /** From here on the site's own labels count instead of the prior. */
  readonly needed: number;
  /** The newest proposal, where it can be applied. */
  readonly proposal: ReportedCalibration | null;
  /** The measures of the site's own people; null where the site counts nobody. */
  readonly alignment: AlignmentView | null;
  readonly nowMs: number;
}
