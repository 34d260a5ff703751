import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import type { Dataset } from './dataset.ts';
import type { Answer, Order } from './pool.ts';
import { runTrial } from './trial.ts';

/** A process of `runTrials`: reads the sessions once, then fits what it is told. */
function serve(): void {
  let dataset: Dataset | null = null;
  process.on('message', (order: Order) => {
    if ('dataset' in order) dataset = deserialize(readFileSync(order.dataset)) as Dataset; // kept by `cached`
    const answer: Answer =
      'trial' in order && dataset !== null ? { scores: runTrial(dataset, order.trial) } : { ready: true };
    process.send?.(answer);
  });
}

serve();
