import { FEATURES, MEMBERS, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import { type Evidence, quantiseValue } from '../../../src/scoring/quantise.ts';
import type { Model } from '../../../src/server/model/model.ts';
import type { RecordedVisit } from './visits.ts';

/** How evidence is made up that nobody's visit gave; all of it is of the right form and within bounds. */
export const FORGERIES = [
  'zeros in two groups',
  'two groups, ±10',
  'two groups, ±40',
  'drawn evenly',
  'each feature of another person',
  'climbed to low',
] as const;
export type Forgery = (typeof FORGERIES)[number];

/** Steps of noise, each way, of the forgeries that show two groups and nothing else. */
const NOISE: Partial<Record<Forgery, number>> = {
  'zeros in two groups': 0,
  'two groups, ±10': 10,
  'two groups, ±40': 40,
};

export interface Forged {
  /** Share that the model gives `low`, share that is flagged, and share that is `low` and not flagged. */
  readonly low: number;
  readonly flagged: number;
  readonly passed: number;
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
  let [low, flagged, passed] = [0, 0, 0];
  for (let i = 0; i < pieces; i++) {
    const evidence = forge(how, making);
    const { level } = making.model.score(evidence);
    const isPlausible = making.model.isPlausible(evidence, level);
    if (level === 'low') low++;
    if (!isPlausible) flagged++;
    if (level === 'low' && isPlausible) passed++;
  }
  return { low: low / pieces, flagged: flagged / pieces, passed: passed / pieces };
}

/** The first guess of who reads the sources: two groups about 0, and nothing else. */
function guess(noise: number, random: () => number): Evidence {
  const shown = new Set([...MEMBERS.path, ...MEMBERS.motion]);
  const missing = Uint8Array.from(FEATURES, (_, index) => (shown.has(index) ? 0 : 1));
  const values = Int8Array.from(missing, (bit) => (bit ? 0 : Math.round((2 * random() - 1) * noise)));
  return { schema: SCHEMA_ID, flags: 0, values, missing };
}

function forge(how: Forgery, making: Making): Evidence {
  const { visits, random } = making;
  const noise = NOISE[how];
  if (noise !== undefined) return guess(noise, random);
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
