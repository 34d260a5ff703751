import type { Modality, Row } from '../../data/row.ts';
import { createAdam } from '../../fit/adam.ts';
import { backward, createBlock, createPass, forward } from '../../fit/block.ts';
import { createSampler } from '../../fit/sampler.ts';
import { normalise, type Scaling, scalingOf } from '../../fit/scale.ts';
import { createRandom } from '../../random.ts';
import { FIT } from '../../settings.ts';
import type { Lesson } from '../lesson.ts';
import { isShaped, type Views } from '../views.ts';
import { columnsOf, modalityRows } from './table.ts';

/** The net of features.md §1. Its other settings are the shipped fit's. */
const HIDDEN = [32, 16] as const;

/**
 * A network that sees all traceless features of a modality at once: nothing bounds it and nothing splits it
 * into groups.
 */
export function compareNetwork(lesson: Lesson): (row: Row) => Views {
  const scaling = scalingOf(lesson.rows);
  const nets = new Map(
    (['pointer', 'keys', 'touch'] as const).map((modality) => [modality, fitOne(lesson, modality, scaling)]),
  );
  return (row) => (isShaped(row) ? { shape: nets.get(row.modality)?.(row) ?? 0 } : {});
}

function fitOne({ rows, selection, name }: Lesson, modality: Modality, scaling: Scaling) {
  const own = modalityRows(rows, modality);
  const features = columnsOf(own, selection);
  const random = createRandom('network', name, modality);
  const sampler = createSampler(own, random);
  const block = createBlock(2 * features.length, HIDDEN, random);
  const pass = createPass(block);
  const x = new Float64Array(block.inputs);
  const delta = new Float64Array(HIDDEN[0]);
  const into = new Float64Array(block.weights.length);
  const update = createAdam(block.weights.length);
  const fill = (row: Row, hide: () => boolean): void =>
    features.forEach((feature, index) => {
      const gone = row.missing[feature] === 1 || hide();
      x[index] = gone ? 0 : normalise(row, feature, scaling);
      x[features.length + index] = gone ? 1 : 0;
    });

  for (let step = 0; step < FIT.steps; step += 1) {
    into.fill(0);
    for (let i = 0; i < FIT.batchSize; i += 1) {
      const automation = random.chance(0.5);
      const row = sampler.draw(automation, modality);
      if (row === null) throw new RangeError(`no rows for ${modality}`);
      fill(row, () => random.chance(FIT.featureDropout));
      const error = 1 / (1 + Math.exp(-forward(block, x, pass))) - (automation ? 1 : 0);
      backward(block, { x, pass, gradient: error / FIT.batchSize, into, delta });
    }
    const learningRate = FIT.learningRate * 0.5 * (1 + Math.cos((Math.PI * step) / FIT.steps));
    update(block.weights, into, { learningRate, weightDecay: FIT.weightDecay });
  }
  return (row: Row): number => {
    fill(row, () => false);
    return forward(block, x, pass);
  };
}
