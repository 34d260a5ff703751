import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES, GROUP_NAMES, MEMBERS } from '../../../src/contract/features/index.ts';
import { attributeExactly, type Weight } from '../../../src/scoring/attribute.ts';
import { loadModel, type Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { encodeEmpty, encodeInput } from '../../../src/scoring/row.ts';
import { activeGroups } from '../../../src/scoring/score.ts';
import { createShapley } from '../../../src/scoring/shapley.ts';
import { evidence } from './evidence-arbitrary.ts';
import { randomModel } from './model.ts';

/** One for all games, as an explanation has. */
const shapley = createShapley(9);

/** By definition: every present feature of a group plays. */
function attributeAll({ exact }: Model, given: Evidence): Weight[] {
  const [from, to] = [encodeEmpty(FEATURES.length), encodeInput(given)];
  return activeGroups(given)
    .flatMap((name) => {
      const present = MEMBERS[name].filter((index) => !given.missing[index]);
      const players = present.map((index) => [index, FEATURES.length + index]);
      const worths = exact.runCoalitions({ from, to, players, group: GROUP_NAMES.indexOf(name) });
      const shares = shapley(worths, players.length);
      return present.map((index, player) => ({ index, steps: shares[player] ?? 0 }));
    })
    .filter(({ steps }) => steps !== 0)
    .sort((a, b) => Math.abs(b.steps) - Math.abs(a.steps) || a.index - b.index);
}

let shipped: Model;
beforeAll(async () => {
  const manifest: unknown = JSON.parse(readFileSync('model/manifest.json', 'utf8'));
  const loaded = await loadModel(new Uint8Array(readFileSync('model/tellsign.onnx')), manifest);
  if (!loaded.ok) throw new Error(loaded.code);
  shipped = loaded.value;
});

describe('the shares of a group', () => {
  it('are those of all its present features, though some have no weight in the shipped model', () => {
    const weightless = FEATURES.filter(
      (_, index) => !shipped.exact.columns.some((columns) => columns.has(index)),
    );
    expect(weightless.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(evidence, (given) => {
        expect(attributeExactly(shipped, given)).toEqual(attributeAll(shipped, given));
      }),
    );
  });

  it('are those of all its present features where all of them have weights', async () => {
    const model = await randomModel(5);
    fc.assert(
      fc.property(evidence, (given) => {
        expect(attributeExactly(model, given)).toEqual(attributeAll(model, given));
      }),
      { numRuns: 30 },
    );
  });
});
