import { id, settings, weights } from 'virtual:model';
import { expose } from 'comlink';
import { decodeBase64url } from '../src/wire/base64url.ts';
import { createAnalyst } from './analyst.ts';
import { createDeps } from './deps.ts';

const shipped = { id, settings, weights: decodeBase64url(weights) ?? new Uint8Array() };
const analyst = createAnalyst(createDeps(shipped));
// A batch is a bare array and gets no answer. Calls come through Comlink on the same channel, so the order is
// kept.
addEventListener('message', (event) => {
  if (!ArrayBuffer.isView(event.data)) return;
  event.stopImmediatePropagation();
  analyst.push(event.data as Float64Array);
});
expose(analyst);
