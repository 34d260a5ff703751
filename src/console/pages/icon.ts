import { raw } from 'hono/html';
import { type Html, html } from '../html.ts';

/** Paths on a field of 20 by 20, drawn with a line of 1.6. */
const PATHS = {
  mark: '<path d="M3 11c2.2-6 3.6-6 4.6 0s2.4 6 4.6-1.5S15.6 4 17 8"/><circle cx="17" cy="8" r="1.6"/>',
  queue: '<path d="M3 5h14M3 10h14M3 15h8"/>',
  policy:
    '<path d="M10 2.5 16.5 5v5c0 4-2.8 6.5-6.5 7.5C6.3 16.5 3.5 14 3.5 10V5z"/><path d="m7.2 10 2 2 3.6-4"/>',
  log: '<path d="M8.2 11.8 11.8 8.2M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9"/>',
  health: '<path d="M2.5 10.5h3.5l2-5.5 4 10 2-4.5h3.5"/>',
  learning: '<path d="M3 16.5c3.5 0 4-3 6-6.5s4-6.5 8-6.5M3 3.5v13h14"/>',
  check: '<path d="m4 10.5 4 4 8-9"/>',
  alert: '<path d="M10 3 17.5 16.5h-15zM10 8v4M10 14.2v.1"/>',
  dice: '<rect x="3.5" y="3.5" width="13" height="13" rx="3"/><path d="M7.2 7.2v.1M12.8 12.8v.1M10 10v.1M12.8 7.2v.1M7.2 12.8v.1"/>',
  clock: '<circle cx="10" cy="10" r="7"/><path d="M10 6v4l2.5 2"/>',
  person: '<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.8-3.5 3-5 6.2-5s5.4 1.5 6.2 5"/>',
  stack: '<path d="m10 3 7 3.5-7 3.5-7-3.5zM3 10l7 3.5 7-3.5M3 13.5 10 17l7-3.5"/>',
  stop: '<circle cx="10" cy="10" r="7"/><path d="m5.2 5.2 9.6 9.6"/>',
  question:
    '<circle cx="10" cy="10" r="7"/><path d="M8 8c0-2.6 4.2-2.6 4.2-.2 0 1.7-2.2 1.7-2.2 3.4M10 13.8v.1"/>',
  shield: '<path d="M10 2.5 16.5 5v5c0 4-2.8 6.5-6.5 7.5C6.3 16.5 3.5 14 3.5 10V5z"/>',
  moon: '<path d="M16.5 12A7 7 0 1 1 8 3.5 5.5 5.5 0 0 0 16.5 12z"/>',
} as const;
export type IconName = keyof typeof PATHS;

/** A picture beside words that say the same; screen readers skip it. */
export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${raw(PATHS[name])}</svg>`;
