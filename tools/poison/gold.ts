import type { GoldSet, LabelledVisit } from '../../src/decide/index.ts';
import { drawGold } from '../../src/decide/learn/draw-gold.ts';
import { MATURITY_MS, NOW } from '../learn/labels.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

interface GoldAttack {
  readonly name: string;
  readonly set: GoldSet;
  readonly scenario: Scenario;
}

/** Frozen sets, honest and attacked, against the attack that bends a curve most. */
export function goldSets(honest: readonly LabelledVisit[]): readonly GoldAttack[] {
  const drawn = drawGold(honest, { action: 'checkout', by: 'ann', nowMs: NOW, maturityMs: MATURITY_MS });
  const frog = SCENARIOS.find(({ name }) => name === 'boiling frog');
  const none = SCENARIOS.find(({ name }) => name === 'no attack');
  if (!drawn.ok || !frog || !none) return [];
  const set: GoldSet = { ...drawn.value, confirmedBy: 'bob' };
  const attacked = (share: number): GoldSet => ({
    ...set,
    labels: set.labels.map((label, place) =>
      place % Math.round(1 / share) === 0 ? { ...label, isFraud: !label.isFraud } : label,
    ),
  });
  const allGood = { ...set, labels: set.labels.map((label) => ({ ...label, isFraud: false })) };
  return [
    { name: 'boiling frog, an honest frozen set', set, scenario: frog },
    { name: 'boiling frog, a frozen set with every fifth label flipped', set: attacked(0.2), scenario: frog },
    { name: 'boiling frog, a frozen set by two who were bought: all good', set: allGood, scenario: frog },
    { name: 'no attack, a frozen set by two who were bought', set: allGood, scenario: none },
  ];
}
