import { expose } from 'comlink';
import manifest from '../model/manifest.json';
import { createAnalyst } from './analyst.ts';
import { createDeps } from './deps.ts';

const analyst = createAnalyst(createDeps(manifest));
// Batches come bare and want no answer; what is asked comes through Comlink, on the same channel and so in the same order.
addEventListener('message', (event) => {
  if (!ArrayBuffer.isView(event.data)) return;
  event.stopImmediatePropagation();
  analyst.push(event.data as Float64Array);
});
expose(analyst);
