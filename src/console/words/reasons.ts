import {
  isLabelReason,
  keyedReasons,
  LABEL_OUTCOMES,
  LABEL_REASONS,
  type LabelOutcome,
  type LabelReason,
} from '../../decide/index.ts';

type Reasons = readonly (readonly [reason: LabelReason, text: string])[];

/** Why somebody answers so, in the order of the keys 1 to 9; the labels' vocabulary has names and words. */
export const REASONS: Readonly<Record<LabelOutcome, Reasons>> = {
  fraudulent: keyedReasons('fraudulent'),
  legitimate: keyedReasons('legitimate'),
  unsure: keyedReasons('unsure'),
};

/** A reason's words; its own name where it is of another version. */
export const inWords = (reason: string): string =>
  isLabelReason(reason) ? LABEL_REASONS[reason].title : reason.replaceAll('_', ' ');

/** Whether a form's value is an outcome and one of its reasons: `fraudulent:stolen_card`. */
export const isAnswer = (value: string): boolean =>
  LABEL_OUTCOMES.some((outcome) => REASONS[outcome].some(([reason]) => value === `${outcome}:${reason}`));
