import { beforeAll, describe, expect, it } from 'vitest';
import type { BehaviourEvent, Environment } from '../../../../src/contract/event.ts';
import type { Model } from '../../../../src/scoring/model.ts';
import { createRandom } from '../../../../train/random.ts';
import { openModel } from '../../../lab/cohorts/score.ts';
import { scoreAt } from '../../../lab/recorders/measure.ts';

const ENVIRONMENT: Environment = { recorded: ['move'], pointer: 'mouse', viewport: [1280, 800] };

/** Forty seconds of movements with rests between them. */
function wandering(): BehaviourEvent[] {
  const random = createRandom('wandering');
  let [t, x, y] = [0, 400, 300];
  return Array.from({ length: 1500 }, (_, index): BehaviourEvent => {
    t += index % 40 === 0 ? 500 : 16;
    x += random.normal(3 * Math.sin(index / 40), 2);
    y += random.normal(2 * Math.cos(index / 25), 2);
    return { kind: 'move', t, x: Math.round(x), y: Math.round(y) };
  });
}

describe('scoring at several horizons', () => {
  let model: Model;
  beforeAll(async () => {
    model = await openModel('model');
  });

  it('is in one pass what each horizon is by itself', () => {
    const events = wandering();
    const judging = { environment: ENVIRONMENT, model };
    const each = [15, 30, null].flatMap((seconds) => {
      const end = seconds === null ? Number.POSITIVE_INFINITY : seconds * 1000 + (events[0]?.t ?? 0);
      return scoreAt(
        events.filter(({ t }) => t <= end),
        judging,
        [null],
      );
    });
    expect(scoreAt(events, judging, [15, 30, null])).toEqual(each);
    expect(new Set(each.map(({ logit }) => logit)).size).toBeGreaterThan(1);
  });
});
