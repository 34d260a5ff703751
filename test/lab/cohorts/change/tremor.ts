import { tremble } from '../../../../train/simulate/tremble.ts';
import type { Change } from './change.ts';

/** The hand trembles, as people of the training set are made to (`train/data/people.ts`). */
export const tremor: Change = (visit, random) => ({ ...visit, events: tremble(visit.events, random) });
