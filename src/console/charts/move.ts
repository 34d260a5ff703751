import { type Html, html } from '../html.ts';

/** Most that a feature moves: one unit of the model's scale, in steps (decide.md §8). */
const MOST = 32;

/** A bar from the middle to where a measure moves; its whole width is the bound. */
export function moveBar(steps: number): Html {
  const share = Math.min(1, Math.abs(steps) / MOST) * 50;
  const from = steps < 0 ? 50 - share : 50;
  return html`<svg class="influence" width="100%" height="16" aria-hidden="true" focusable="false">
  <rect class="track" width="100%" height="16" rx="3"/><rect class="kept" x="${from.toFixed(1)}%" width="${share.toFixed(1)}%" height="16"/>
  <line class="most" x1="50%" x2="50%" y1="0" y2="16"/></svg>`;
}
