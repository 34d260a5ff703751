import manifest from '../model/manifest.json';
import { answerCalls } from '../src/wire/calls.ts';
import { createAnalyst } from './analyst.ts';
import { createDeps } from './deps.ts';

const analyst = createAnalyst(createDeps(manifest));
answerCalls(self, analyst);
// Batches come bare and want no answer, on the same channel as the calls and so in order with them.
addEventListener('message', ({ data }) => {
  if (ArrayBuffer.isView(data)) analyst.push(data as Float64Array);
});
