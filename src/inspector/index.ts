import type { Tellsign } from 'tellsign';
import { createPanel, type Panel } from './panel.ts';

declare global {
  interface Window {
    /** Set by the script tag; absent when it was blocked. */
    readonly tellsign?: Tellsign;
  }
}

/** Four times a second: quick enough to follow typing, slow enough to read. */
const READ_EVERY_MS = 250;
/** After so many reads without a change, the next one waits for an event. Chosen: two seconds' worth. */
const STILL_READS = 8;
/** The longest such wait, ms: time itself is evidence, and ORT may have become ready. Chosen. */
const STILL_WAIT_MS = 2000;
const EVENTS = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin', 'input'] as const;

await watch();

async function watch(): Promise<void> {
  const panel = createPanel();
  document.body.append(panel.node);
  document.documentElement.classList.add('inspecting');
  const client = getClient();
  if (client === null) return panel.explain('The script did not load, so there is nothing to look into.');
  panel.onSave(() => void save(client, panel));
  // The inspector works on every page, also where no form is protected.
  client.resume();
  let last = '';
  for (let still = 0; ; ) {
    const result = await client.inspect();
    const now = JSON.stringify(result);
    still = now === last ? still + 1 : 0;
    if (now !== last) {
      if (result.ok) panel.show(result.value);
      else
        panel.explain(
          `Nothing to look into: ${result.code}. A verdict would be missing, and the shop asks for a code.`,
        );
    }
    last = now;
    await wait(READ_EVERY_MS);
    if (still >= STILL_READS || document.hidden) await nextEvent();
  }
}

/** The client that the script tag loaded. */
function getClient(): Tellsign | null {
  return typeof window.tellsign?.inspect === 'function' ? window.tellsign : null;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Hands the visit so far to the developer as one line of the recording format, ready for `npm run score`. */
async function save(client: Tellsign, panel: Panel): Promise<void> {
  const result = await client.recording();
  if (!result.ok) return panel.explain(`No recording: ${result.code}.`);
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(result.value)}\n`], { type: 'application/x-ndjson' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = 'visit.ndjson';
  link.click();
  URL.revokeObjectURL(url);
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
