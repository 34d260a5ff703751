import type { Settings } from '../options.ts';
import type { Tellsign } from '../tellsign.ts';

/** The client that is explained. */
export interface Explained {
  readonly on: Tellsign['on'];
  readonly settings: Settings;
}

/**
 * Loads the file that explains this client on the console (`src/debug.ts`), and hands the client over. The
 * comments keep bundlers from looking for a module at an address that only the page knows.
 */
export const explain = (client: Explained): void => {
  import(/* webpackIgnore: true */ /* @vite-ignore */ client.settings.debugUrl ?? '')
    .then(({ start }: { readonly start: (client: Explained) => void }) => start(client))
    .catch(console.warn);
};
