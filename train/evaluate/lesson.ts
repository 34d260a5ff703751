import type { Row } from '../data/row.ts';
import type { Selection } from '../fit/select.ts';
import type { Stage } from '../fit/stage.ts';
import type { Views } from './views.ts';

/** Input of a learner: rows, and the features it may use. */
export interface Lesson {
  readonly rows: readonly Row[];
  /** The first stage, grown on exactly these rows. */
  readonly stage: Stage;
  readonly selection: Selection;
  /** Seed's name. */
  readonly name: string;
}

/** Fits on rows; the result gives a row's logits. */
export type Learner = (lesson: Lesson) => (row: Row) => Views;
