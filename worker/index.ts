import { expose } from 'comlink';
import { createAnalyst } from './analyst.ts';
import { createDeps } from './deps.ts';
import { PINNED } from './score/manifest.ts';

const analyst = createAnalyst(createDeps(PINNED));
// Batches come bare and want no answer; what is asked comes through Comlink, on the same channel and so in the same order.
addEventListener('message', (event) => {
  if (!ArrayBuffer.isView(event.data)) return;
  event.stopImmediatePropagation();
  analyst.push(event.data as Float64Array);
});
expose(analyst);
