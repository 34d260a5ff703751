import { createClient } from './client.ts';
import type { Options, Shipped } from './options.ts';
import type { Tellsign } from './tellsign.ts';

/** The files beside this module. Written so that bundlers see each of them and ship it. */
export const shipped = (): Shipped => ({
  workerUrl: new URL('./worker.js', import.meta.url).href,
  ortUrl: new URL('./ort.js', import.meta.url).href,
  ortWasmUrl: new URL('./ort.wasm', import.meta.url).href,
});

/**
 * Watches this page. Returns at once; without a window (on a server) its verdicts are `unknown`.
 *
 * @example
 * const tellsign = load();
 * const verdict = await tellsign.assess({ action: 'checkout', transaction: { amount: '4999', currency: 'EUR' } });
 * @throws {TypeError} naming the option that is wrong
 */
export const load = (options: Options = {}): Tellsign => createClient(options, shipped());
