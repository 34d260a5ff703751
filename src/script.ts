import { createClient } from './page/client.ts';
import { readDataset } from './page/dataset.ts';
import { guardForms } from './page/form.ts';
import { orIdle } from './page/idle-client.ts';
import type { Options } from './page/options.ts';
import type { Tellsign } from './page/tellsign.ts';

/**
 * The script tag: `<script src="/tellsign/tellsign.js" data-endpoint="/tellsign" defer></script>`. Its
 * `data-*` are the options; the client is the global `tellsign`, and every `form[data-tellsign]` gets its
 * token at submit.
 */
function run(): void {
  const page = globalThis as { tellsign?: Partial<Tellsign> & { load?: (options?: Options) => Tellsign } };
  // A second tag finds the first one's client. An element with the id `tellsign` is no client, and the client
  // replaces it as a global.
  if (typeof page.tellsign?.assess === 'function' || typeof document === 'undefined') return;
  const script = ownScript();
  // A loader may have removed the element, or put the text itself into the page: then the files are where the
  // README has them.
  const shipped = { scriptUrl: script?.src || '/tellsign/' };
  const load = (options: Options = {}) => createClient(options, shipped);
  const client = orIdle(() => {
    const made = load(readDataset(script?.dataset ?? {}, shipped));
    const release = guardForms(made);
    return {
      ...made,
      destroy: () => {
        release();
        made.destroy();
      },
    };
  });
  page.tellsign = { ...client, load };
}

/**
 * The element of this script. Modules and some loaders have no `currentScript`, and an element of the page
 * may have that name. Then it is the last script with the shipped file's name.
 */
function ownScript(): HTMLScriptElement | undefined {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return [...document.querySelectorAll<HTMLScriptElement>('script[src*="tellsign.js"]')].pop();
}

run();
