import type { Inspected } from './inspected.ts';
import type { Panel } from './panel.ts';
import { save } from './save.ts';

/** Four times a second: quick enough to follow typing, slow enough to read. */
const READ_EVERY_MS = 250;
/** After so many reads without a change, the next one waits for an event. Chosen: two seconds' worth. */
const STILL_READS = 8;
/** The longest such wait, ms: time itself is evidence, and ORT may have become ready. Chosen. */
const STILL_WAIT_MS = 2000;
const EVENTS = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin', 'input'] as const;

/** Shows each change until it is stopped. */
export async function watch(client: Inspected, panel: Panel, stop: AbortSignal): Promise<void> {
  panel.onSave(() => void save(client, panel));
  // The inspector works on every page, also where no form is protected.
  client.resume();
  let last = '';
  for (let still = 0; !stop.aborted; ) {
    const result = await client.inspect();
    const now = JSON.stringify(result);
    still = now === last ? still + 1 : 0;
    if (now !== last) {
      if (result.ok) panel.show(result.value);
      else panel.explain(`Nothing to look into: ${result.code}. The backend would get no verdict.`);
    }
    last = now;
    await wait(READ_EVERY_MS);
    if (still >= STILL_READS || document.hidden) await nextEvent();
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves at the visitor's next event, or after a while. */
function nextEvent(): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const go = () => {
      stop.abort();
      resolve();
    };
    setTimeout(go, STILL_WAIT_MS);
    for (const kind of EVENTS) addEventListener(kind, go, { passive: true, signal: stop.signal });
  });
}
