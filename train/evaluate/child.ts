import { createProgress } from '../progress.ts';
import { writeCached } from './cache.ts';
import { type Dataset, parts, readDataset } from './dataset.ts';
import type { Answer, Order } from './pool.ts';
import { runTrial } from './trial.ts';

/** A process of the evaluation: makes a part of the dataset, or reads all of it once and then runs trials. */
function serve(): void {
  let dataset: Dataset | null = null;
  process.on('message', (order: Order) => {
    void carryOut(order).then((answer) => process.send?.(answer));
  });
  const carryOut = async (order: Order): Promise<Answer> => {
    if ('part' in order) {
      const progress = createProgress(process.stderr, () => performance.now());
      writeCached(order.name, await parts[order.part](order.recordings, progress));
    } else if ('dataset' in order) dataset = readDataset(order.dataset);
    else if (dataset !== null) return { scores: runTrial(dataset, order.trial) };
    return { ready: true };
  };
}

serve();
