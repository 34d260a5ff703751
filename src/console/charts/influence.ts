import type { Influence } from '../../decide/index.ts';
import { type Html, html } from '../html.ts';

/** A bar of what somebody's labels weigh: what is kept, and after it what was cut off. */
export function influenceBar({ given, kept }: Influence, most: number): Html {
  const percent = (share: number) => `${(100 * Math.min(1, share)).toFixed(1)}%`;
  return html`<svg class="influence" width="100%" height="16" aria-hidden="true" focusable="false">
  <rect class="track" width="100%" height="16" rx="3"/><rect class="cut" width="${percent(given)}" height="16" rx="3"/>
  <rect class="kept" width="${percent(kept)}" height="16" rx="3"/>
  <line class="most" x1="${percent(most)}" x2="${percent(most)}" y1="0" y2="16"/></svg>`;
}
