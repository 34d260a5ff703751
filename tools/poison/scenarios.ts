import type { LabelledVisit } from '../../src/decide/index.ts';
import type { Random } from '../../src/decide/triage/draw.ts';
import { labelOf, REVIEWERS } from '../learn/labels.ts';

/** An attack on what is learnt: the labels that a day's step sees. */
export interface Scenario {
  readonly name: string;
  /** What the attacker has. */
  readonly attacker: string;
  /** Most that he may have of the weight, or null where only the bound on the curve holds. */
  readonly share: number | null;
  readonly poison: (honest: readonly LabelledVisit[], random: Random) => readonly LabelledVisit[];
}

const isFraud = ({ labels }: LabelledVisit): boolean => labels[0]?.outcome === 'fraudulent';

/** The same visit with the contrary said of it, by the same person. */
const flipped = (visit: LabelledVisit): LabelledVisit => ({
  ...visit,
  labels: [labelOf(!isFraud(visit), visit.labels[0]?.by ?? '')],
});

/** So many flipped at random. */
const flips = (share: number) => (honest: readonly LabelledVisit[], random: Random) =>
  honest.map((visit) => (random() < share ? flipped(visit) : visit));

/** As many flipped, all of them fraud that the score is surest of. */
const targetedFlips = (share: number) => (honest: readonly LabelledVisit[]) => {
  const surest = honest.filter(isFraud).toSorted((a, b) => (b.z ?? 0) - (a.z ?? 0));
  const chosen = new Set(surest.slice(0, Math.round(share * honest.length)).map(({ id }) => id));
  return honest.map((visit) => (chosen.has(visit.id) ? flipped(visit) : visit));
};

interface FalseVisits {
  readonly count: number;
  readonly source?: 'analyst' | 'challenge';
  readonly propensity?: number | null;
  /** Names of the visit at this place. */
  readonly names: (place: number) => Pick<LabelledVisit, 'account' | 'card' | 'jkt' | 'net'>;
}

/** Visits that score like a sure fraud, and are said to be good. */
const falseVisits = ({ count, source = 'challenge', propensity = null, names }: FalseVisits) =>
  Array.from({ length: count }, (_, place): LabelledVisit => {
    const isDrawn = propensity !== null;
    return {
      ...{ id: `false-${place}`, atMs: 0, z: (place % 60) / 10, propensity, isAlert: !isDrawn },
      isCampaign: false,
      ...names(place),
      labels: [labelOf(false, source === 'challenge' ? 'shop' : 'reviewer 0', source)],
    };
  });

/** Accounts, cards and keys of their own, behind so many networks. */
const sybils = (networks: number) => (place: number) => {
  const name = `sybil-${place}`;
  return { account: name, card: name, jkt: name, net: `sybil-net-${place % networks}` };
};

const adding =
  (given: FalseVisits): Scenario['poison'] =>
  (honest) => [...honest, ...falseVisits(given)];

const percent = (share: number): string => `${Math.round(100 * share)} %`;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'no attack',
    attacker: 'nobody; what honest labels do',
    share: null,
    poison: (honest) => honest,
  },
  {
    name: 'boiling frog',
    attacker: '500 labels more each day, by many people and networks, all of fraud said to be good',
    share: null,
    poison: (honest) => {
      const own = falseVisits({ count: 500, source: 'analyst', names: sybils(500) });
      const by = (place: number) => `bribed ${place % 50}`;
      return [...honest, ...own.map((visit, place) => ({ ...visit, labels: [labelOf(false, by(place))] }))];
    },
  },
  ...[0.05, 0.1, 0.2, 0.4].flatMap((share): readonly Scenario[] => [
    {
      name: `${percent(share)} flipped at random`,
      attacker: `whoever labels errs in ${percent(share)}`,
      share: null,
      poison: flips(share),
    },
    {
      name: `${percent(share)} flipped, targeted`,
      attacker: `flips of the surest fraud, ${percent(share)} of all labels`,
      share: null,
      poison: targetedFlips(share),
    },
  ]),
  {
    name: '1,000 Sybil keys in one /24',
    attacker: 'keys, accounts and cards of his own that pass a challenge',
    share: 0.05,
    poison: adding({ count: 1000, names: sybils(1) }),
  },
  {
    name: '1,000 Sybil keys in 1,000 networks',
    attacker: 'a botnet that passes challenges',
    share: 0.2,
    poison: adding({ count: 1000, names: sybils(1000) }),
  },
  {
    name: 'one key, 1,000 visits',
    attacker: 'one device that passes a challenge again and again',
    share: 0.001,
    poison: adding({ count: 1000, names: (place) => ({ ...sybils(1000)(place), jkt: 'one' }) }),
  },
  {
    name: 'a bought reviewer',
    attacker: `one of ${REVIEWERS} reviewers says the contrary of what is true, of everything`,
    share: 0.2,
    poison: (honest) =>
      honest.map((visit) => (visit.labels[0]?.by === 'reviewer 0' ? flipped(visit) : visit)),
  },
  {
    name: 'a bought reviewer who answers half of all',
    attacker: 'the same, of half of all cases',
    share: 0.2,
    poison: (honest) =>
      honest.map((visit, place) =>
        place % 2 === 0 ? { ...visit, labels: [labelOf(!isFraud(visit), 'reviewer 0')] } : visit,
      ),
  },
  {
    name: 'audit draws gamed',
    attacker: 'so many visits that half of the audit draws are his own, each of the most weight',
    share: 0.2,
    poison: adding({ count: 400, propensity: 0.001, names: sybils(400) }),
  },
];
