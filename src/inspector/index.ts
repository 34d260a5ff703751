import type { Tellsign } from '../index.ts';
import type { Inspected } from './inspected.ts';
import { mount } from './mount.ts';
import { watch } from './watch.ts';

export type { Inspected } from './inspected.ts';

/**
 * Shows what one visit looks like to the model, right now: score, groups of evidence, features and reasons,
 * in a panel at the side of the page, at its foot on a phone. For development: nothing leaves the browser. A
 * second call replaces the first panel.
 *
 * @param client null where the script did not load, which the panel then says
 * @returns closes it
 */
export function openInspector(client: Inspected | null): () => void {
  closeLast();
  const { panel, close } = mount();
  const stop = new AbortController();
  if (client === null) panel.explain('The script did not load, so there is nothing to look into.');
  else void watch(client, panel, stop.signal);
  closeLast = () => {
    stop.abort();
    close();
  };
  return closeLast;
}

/** Closes the panel that is there. */
let closeLast = (): void => {};

/** `<script type="module" src="…/inspector.js">` opens it by itself; an import does not. */
if (typeof document === 'object' && isTag(import.meta.url)) void openForTag();

function isTag(url: string): boolean {
  return /\/inspector\.js(\?|$)/.test(url) && [...document.scripts].some(({ src }) => src === url);
}

/** The client of the script tag has been there since before `DOMContentLoaded`, wherever the tags stand. */
async function openForTag(): Promise<void> {
  const { tellsign } = window as { readonly tellsign?: Partial<Tellsign> };
  if (tellsign === undefined && document.readyState !== 'complete')
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  const client = (window as { readonly tellsign?: Partial<Tellsign> }).tellsign;
  openInspector(typeof client?.inspect === 'function' ? (client as Tellsign) : null);
}
