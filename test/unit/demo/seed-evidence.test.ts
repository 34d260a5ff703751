import { describe, expect, it } from 'vitest';
import { layOut, MODEL, PLACES, FEATURES as SEEDED } from '../../../demo/seed/evidence.ts';
import { evidenceOf, HANDS, type Hands } from '../../../demo/seed/hands.ts';
import { createRandom } from '../../../demo/seed/random.ts';
import { FEATURES, MEMBERS, SCHEMA_ID } from '../../../src/contract/features/index.ts';
import { REFERENCE } from '../../../src/decide/alignment/reference.ts';

const draw = (hands: Hands) => layOut(hands, evidenceOf(createRandom('evidence')));

describe('evidence of a seeded visit', () => {
  it('has the features of the contract, on the scale of the shipped model', () => {
    expect([SEEDED, draw('mouse').schema, MODEL]).toEqual([FEATURES.length, SCHEMA_ID, REFERENCE.model]);
    for (const [group, [first, count]] of Object.entries(PLACES))
      expect(MEMBERS[group as keyof typeof PLACES]).toEqual(
        Array.from({ length: count }, (_, index) => first + index),
      );
  });

  it.each(Object.keys(HANDS) as Hands[])('shows the groups that %s say something of', (hands) => {
    const { missing } = draw(hands);
    const shown = FEATURES.filter((_, place) => missing[place] === 0).map(({ name }) => name.split('.')[0]);
    expect(new Set(shown)).toEqual(new Set(Object.keys(HANDS[hands])));
  });

  it('follows from what is drawn alone, so that a copy stays a copy', () => {
    expect(draw('mouse')).toEqual(draw('mouse'));
  });
});
