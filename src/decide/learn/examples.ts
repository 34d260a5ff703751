import { LABEL_SOURCES } from '../label/vocabulary.ts';
import { type Label, labelInForce, standingLabels } from '../records/label.ts';
import type { LabelledVisit } from '../records/learning.ts';
import { isSamePerson, personOf } from '../reviewer.ts';

/** A decision of which it is known what it was, and how likely it was to be looked at. */
export interface Example {
  readonly id: string;
  readonly z: number;
  readonly isFraud: boolean;
  readonly label: Label;
  /** One through the probability with which somebody looked at it, at most 20. */
  readonly weight: number;
  readonly visit: Pick<LabelledVisit, 'account' | 'card' | 'jkt' | 'net'>;
}

/** Why a decision with labels is not learnt from. */
export type LeftOut =
  /** Nobody could say what it was, or every label was taken back. */
  | 'unsure'
  /** Chargebacks may come yet. */
  | 'immature'
  /** Two reviewers disagree, and nobody whose word counts more has spoken. */
  | 'disagreement'
  /** Nobody looked at it whatever it would turn out to be: it was found because it was fraud. */
  | 'not_sampled'
  /** It was in a campaign: one attacker would be learnt as often as he comes. */
  | 'campaign'
  /** There was no score. */
  | 'no_score'
  /** It is in the frozen set that curves are tried on. */
  | 'gold';

export interface Examples {
  readonly examples: readonly Example[];
  readonly leftOut: Readonly<Record<LeftOut, number>>;
}

interface ExamplesOptions {
  readonly nowMs: number;
  /** Labels count from so long after the decision. */
  readonly maturityMs: number;
  /** Ids of the frozen set's decisions. @default none */
  readonly gold?: ReadonlySet<string> | undefined;
}

/**
 * Most weight of a label, as of a draw with a probability of 5 % (decide.md §8). A rarer draw would let one
 * label outweigh everything that the queue knows.
 */
export const MOST_WEIGHT = 20;

/** What labels say of decisions, by the newest of the source that counts most. */
export function examplesOf(visits: readonly LabelledVisit[], options: ExamplesOptions): Examples {
  const leftOut = {
    unsure: 0,
    immature: 0,
    disagreement: 0,
    not_sampled: 0,
    campaign: 0,
    no_score: 0,
    gold: 0,
  };
  const examples: Example[] = [];
  for (const visit of visits) {
    const read = readVisit(visit, options);
    if (typeof read === 'string') leftOut[read]++;
    else examples.push(read);
  }
  return { examples, leftOut };
}

function readVisit(visit: LabelledVisit, { nowMs, maturityMs, gold }: ExamplesOptions): Example | LeftOut {
  const { id, z, propensity, isAlert } = visit;
  // The door refuses labels of the future; a clock that was set back must not let them count either.
  // A label that was taken back is not alive again by that.
  const labels = visit.labels.filter(({ atMs, reverses }) => atMs <= nowMs || reverses !== undefined);
  const label = labelInForce(labels);
  if (label === null || label.outcome === 'unsure') return 'unsure';
  if (nowMs - visit.atMs < maturityMs) return 'immature';
  if (gold?.has(id)) return 'gold';
  if (visit.isCampaign) return 'campaign';
  if (z === null || !Number.isFinite(z)) return 'no_score';
  const isChosen = propensity !== null || isAlert;
  if (!isChosen || !labels.some(isLooked)) return 'not_sampled';
  if (isDisputed(labels, label)) return 'disagreement';
  const isFraud = label.outcome === 'fraudulent';
  return { id, z, isFraud, label, weight: weightOf(propensity), visit };
}

/**
 * Analysts, challenges and other systems judge what they are shown. Of a visit that nobody judged, banks and
 * customers speak only where it was fraud, and of the good ones like it nobody hears.
 */
const isLooked = ({ source }: Label): boolean => source !== 'chargeback' && source !== 'customer';

/** The queue shows every alert that ranks; an audit draws with a probability. */
function weightOf(propensity: number | null): number {
  if (propensity === null) return 1;
  return propensity > 0 ? Math.min(MOST_WEIGHT, Math.max(1, 1 / propensity)) : MOST_WEIGHT;
}

/** Whether another reviewer of the same or a greater source says the contrary of the label in force. */
function isDisputed(labels: readonly Label[], { source, by, outcome }: Label): boolean {
  if (source !== 'analyst' && source !== 'import') return false;
  const rank = LABEL_SOURCES.indexOf(source);
  const newest = new Map<string, Label>();
  for (const label of standingLabels(labels))
    if (LABEL_SOURCES.indexOf(label.source) <= rank && !isSamePerson(label.by, by))
      newest.set(personOf(label.by), label);
  return [...newest.values()].some((other) => other.outcome !== 'unsure' && other.outcome !== outcome);
}
