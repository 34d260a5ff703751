import { fit } from '../fit/network.ts';
import { scalingOf } from '../fit/scale.ts';
import { FIT } from '../settings.ts';
import { compareNetwork } from './learners/network.ts';
import { compareTrees } from './learners/trees.ts';
import type { Learner } from './lesson.ts';
import { viewsOf } from './views.ts';

/** The shipped learner: the sum of bounded networks, one for each group. */
const additive: Learner = ({ rows, stage, selection, name }) => {
  const model = fit(rows, { ...FIT, name, selection, stage, scaling: scalingOf(rows) });
  return (row) => viewsOf(model, row);
};

/** A learner on rows that the first stage has scored. */
const after =
  (learner: Learner): Learner =>
  (lesson) => {
    const score = learner({ ...lesson, rows: lesson.stage.rows });
    return (row) => score(lesson.stage.fill(row));
  };

/** The learners of the protocol: the shipped one, and others that show what adding up groups costs. */
export const learners = {
  additive,
  'additive trees': after((lesson) => compareTrees(lesson, { additive: true })),
  trees: after((lesson) => compareTrees(lesson, { additive: false })),
  network: after(compareNetwork),
} as const satisfies Record<string, Learner>;
export type LearnerName = keyof typeof learners;
