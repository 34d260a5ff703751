import { FEATURES } from '../../../src/contract/features/index.ts';
import { type Evidence, quantiseValue } from '../../../src/scoring/quantise.ts';
import type { Model } from '../../../src/server/model/model.ts';
import type { RecordedVisit } from './visits.ts';

/** How evidence is made up that nobody's visit gave; all of it is of the right form and within bounds. */
export const FORGERIES = ['drawn evenly', 'each feature of another person', 'climbed to low'] as const;
export type Forgery = (typeof FORGERIES)[number];

export interface Forged {
  /** Share that the model gives `low`, and share that `isConsistent` flags. */
  readonly low: number;
  readonly flagged: number;
}

/** Passes over all features of one climb, and values tried of each. */
const PASSES = 3;
const TRIES = 4;

interface Making {
  readonly visits: readonly RecordedVisit[];
  readonly model: Model;
  readonly random: () => number;
}

/**
 * What an attacker gets who has the model (protocol §3, T5) and makes up numbers instead of moving a mouse.
 * One who has these rules, too, starts from a visit of his own and is stopped by none of them.
 */
export function countForgeries(how: Forgery, pieces: number, making: Making): Forged {
  let [low, flagged] = [0, 0];
  for (let i = 0; i < pieces; i++) {
    const evidence = forge(how, making);
    if (making.model.score(evidence).level === 'low') low++;
    if (!making.model.isConsistent(evidence)) flagged++;
  }
  return { low: low / pieces, flagged: flagged / pieces };
}

function forge(how: Forgery, making: Making): Evidence {
  const { visits, random } = making;
  const anybody = (): Evidence => {
    const visit = visits[Math.floor(random() * visits.length)];
    if (!visit) throw new RangeError('no visits to start from');
    return visit.evidence;
  };
  const start = anybody();
  if (how === 'each feature of another person') {
    const others = Array.from(start.values, anybody);
    const values = start.values.map((_, index) => others[index]?.values[index] ?? 0);
    const missing = start.missing.map((_, index) => others[index]?.missing[index] ?? 1);
    return { ...start, values, missing };
  }
  const even = { ...start, values: start.values.map((_, index) => draw(start, index, making)) };
  return how === 'climbed to low' ? climb(even, making) : even;
}

/** Feature by feature towards a lower logit. */
function climb(from: Evidence, making: Making): Evidence {
  let [best, cost] = [from, making.model.score(from).q];
  for (let step = 0; step < PASSES * TRIES * FEATURES.length; step++) {
    const at = step % FEATURES.length;
    if (from.missing[at]) continue;
    const next = { ...best, values: best.values.with(at, draw(best, at, making)) };
    const { q } = making.model.score(next);
    if (q < cost) [best, cost] = [next, q];
  }
  return best;
}

function draw({ missing }: Evidence, index: number, { model, random }: Making): number {
  const { min = 0, max = 0 } = FEATURES[index] ?? {};
  return missing[index] ? 0 : quantiseValue(min + (max - min) * random(), index, model.manifest);
}
