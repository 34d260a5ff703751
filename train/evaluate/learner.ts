import { compareNetwork } from '../compare/network.ts';
import { compareTrees } from '../compare/trees.ts';
import { fit } from '../fit/fit.ts';
import { scalingOf } from '../fit/scale.ts';
import { FIT } from '../settings.ts';
import type { Learner } from './lesson.ts';
import { viewsOf } from './views.ts';

/** The shipped way: bounded networks, one a group, added up. */
const additive: Learner = ({ rows, selection, name }) => {
  const model = fit(rows, { ...FIT, name, selection, scaling: scalingOf(rows) });
  return (row) => viewsOf(model, row);
};

/** Everything that is put through the protocol: what ships, and instruments that tell the price of adding up groups. */
export const learners = {
  additive,
  'additive trees': (lesson) => compareTrees(lesson, { additive: true }),
  trees: (lesson) => compareTrees(lesson, { additive: false }),
  network: compareNetwork,
} as const satisfies Record<string, Learner>;
export type LearnerName = keyof typeof learners;
