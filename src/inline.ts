import workerText from 'virtual:worker';
import { createClient } from './page/client.ts';
import type { Options } from './page/options.ts';
import type { Tellsign } from './page/tellsign.ts';

export type * from './index.ts';
export { guardForms } from './page/form.ts';
export { signedFetch } from './page/signed-fetch.ts';

/**
 * `load` with the worker built in. It needs no other file, but CSP `worker-src blob:`. onnxruntime-web takes
 * over only where `assetsUrl`, or `ortUrl` and `ortWasmUrl`, say where its files are. `debug` needs
 * `debug.js` at `/tellsign/`, or `debugUrl`.
 */
export const load = (options: Options = {}): Tellsign =>
  createClient(options, { workerText, debugUrl: '/tellsign/debug.js' });
