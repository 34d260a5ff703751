import { createClient } from './page/client.ts';
import { readDataset } from './page/dataset.ts';
import { guardForms } from './page/form.ts';
import { orIdle } from './page/idle-client.ts';
import type { Options } from './page/options.ts';
import type { Tellsign } from './page/tellsign.ts';

/**
 * The script tag: `<script src="/tellsign/tellsign.js" data-endpoint="/tellsign" defer></script>`. Options
 * stand in `data-*`; the client is the global `tellsign`, and every `form[data-tellsign]` gets its token at
 * submit.
 */
function run(): void {
  const page = globalThis as { tellsign?: Tellsign & { load: (options?: Options) => Tellsign } };
  // A second tag would hold every form twice.
  if (page.tellsign || typeof document === 'undefined') return;
  const script = document.currentScript as HTMLScriptElement | null;
  const beside = (file: string) => new URL(file, script?.src || document.baseURI).href;
  const shipped = {
    workerUrl: beside('worker.js'),
    ortUrl: beside('ort.js'),
    ortWasmUrl: beside('ort.wasm'),
  };
  const load = (options: Options = {}) => createClient(options, shipped);
  const client = orIdle(() => {
    const made = load(readDataset(script?.dataset ?? {}));
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

run();
