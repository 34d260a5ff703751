import type { Row } from '../data/row.ts';
import type { Selection } from '../fit/select.ts';
import type { Stage } from '../fit/stage.ts';
import type { Views } from './views.ts';

/** What a learner is given: rows and, of them, the features it may look at. */
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
