import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { identify, learnWeights } from '../../../lab/linkage/identify.ts';
import type { Visit } from '../../../lab/linkage/visits.ts';

const PEOPLE = 30;
const VISITS = 4;

/** Feature 0 is the person's own, 1 is drawn for each visit, 2 is only there on every other visit. */
function visitsOf(seed: string): readonly Visit[] {
  const random = createRandom(seed);
  return Array.from({ length: PEOPLE }, (_, person) => {
    const own = random.integer(-100, 100);
    return Array.from({ length: VISITS }, (__, nth) => ({
      person: `${seed} ${person}`,
      evidence: {
        values: Int8Array.of(own + random.integer(-2, 2), random.integer(-100, 100), 0),
        missing: Uint8Array.of(0, 0, nth % 2),
      },
    }));
  }).flat();
}

const taught = visitsOf('taught');
const told = visitsOf('told');
const weights = learnWeights(taught, 3);
const find = (features: readonly number[], size = 10) =>
  identify(told, createRandom('draw'), { size, draws: 1000, features, weights });

describe('linkage', () => {
  it('weighs what stays with a person, and nothing else', () => {
    expect(weights[0]).toBeGreaterThan(0);
    expect(weights[0]).toBeGreaterThan(50 * (weights[1] ?? 0));
    expect(weights[2]).toBe(0);
  });

  it('finds people by it, among others than those it was learnt on', () => {
    expect(find([0])).toBeGreaterThan(0.8);
    expect(find([0, 1, 2])).toBeGreaterThan(0.8);
  });

  it('guesses where nothing tells them apart', () => {
    expect(find([2])).toBeCloseTo(0.1, 5);
    expect(find([1])).toBeLessThan(0.2);
  });

  it('gives no figure with fewer people than asked for', () => {
    expect(find([0], PEOPLE + 1)).toBeNull();
  });
});
