import { fit } from '../fit/network.ts';
import { scalingOf } from '../fit/scale.ts';
import { FIT } from '../settings.ts';
import { compareNetwork } from './learners/network.ts';
import { compareTrees } from './learners/trees.ts';
import type { Learner } from './lesson.ts';
import { viewsOf } from './views.ts';

/** The shipped way: bounded networks, one a group, added up. */
const additive: Learner = ({ rows, stage, selection, name }) => {
  const model = fit(rows, { ...FIT, name, selection, stage, scaling: scalingOf(rows) });
  return (row) => viewsOf(model, row);
};

/** A learner that gets rows as the first stage leaves them. */
const after =
  (learner: Learner): Learner =>
  (lesson) => {
    const score = learner({ ...lesson, rows: lesson.stage.rows });
    return (row) => score(lesson.stage.fill(row));
  };

/**
 * Everything that is put through the protocol: what ships, and instruments that tell the price of adding up
 * groups.
 */
export const learners = {
  additive,
  'additive trees': after((lesson) => compareTrees(lesson, { additive: true })),
  trees: after((lesson) => compareTrees(lesson, { additive: false })),
  network: after(compareNetwork),
} as const satisfies Record<string, Learner>;
export type LearnerName = keyof typeof learners;
