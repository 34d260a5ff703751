import workerText from 'virtual:worker';
import { createClient } from './page/client.ts';
import { shipped } from './page/load.ts';
import type { Options } from './page/options.ts';
import type { Tellsign } from './page/tellsign.ts';

export type * from './index.ts';
export { guardForms } from './page/form.ts';

/**
 * `load` with the worker built in, for pages that take the SDK from another origin. Needs CSP `worker-src
 * blob:`.
 */
export const load = (options: Options = {}): Tellsign =>
  createClient(options, Object.assign(shipped(), { workerText }));
