import { createClient } from './client.ts';
import { OptionError, type Options, type Shipped } from './options.ts';
import type { Tellsign } from './tellsign.ts';

/**
 * The files beside this module. Getters, because some bundles lack `import.meta.url`, which is needed only if
 * an address is read. Each `new URL` is written so that bundlers find the file and ship it.
 */
const shipped = (): Shipped => ({
  get workerUrl() {
    return beside(() => new URL('./worker.js', import.meta.url));
  },
  get ortUrl() {
    return beside(() => new URL('./ort.js', import.meta.url));
  },
  get ortWasmUrl() {
    return beside(() => new URL('./ort.wasm', import.meta.url));
  },
  get debugUrl() {
    return beside(() => new URL('./debug.js', import.meta.url));
  },
});

function beside(find: () => URL): string {
  try {
    return find().href;
  } catch {
    throw new OptionError('tellsign: option assetsUrl is missing: this bundle has no import.meta.url');
  }
}

/**
 * Watches this page. Returns at once; without a window (on a server) its verdicts are `unknown`.
 *
 * @example
 * const tellsign = load();
 * const transaction = { amount: '4999', currency: 'EUR' };
 * const verdict = await tellsign.assess({ action: 'checkout', transaction });
 * @throws {TypeError} naming the option that is wrong
 */
export const load = (options: Options = {}): Tellsign => createClient(options, shipped());
