import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { GLIDERS } from '../../../lab/gliders/glide.ts';

describe.each(GLIDERS)('the glider $name', ({ name, create }) => {
  const moves = create(createRandom(name), 15);

  it('moves in every frame of its time, on the page', () => {
    expect(moves.length).toBe(900);
    for (const { x, y } of moves) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(1280);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(760);
    }
  });

  it('never rests for the fifth of a second that ends a movement', () => {
    const gaps = moves.slice(1).map(({ t }, index) => t - (moves[index]?.t ?? t));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThan(50);
  });
});
