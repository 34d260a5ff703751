import { raw } from 'hono/html';
import { type Html, html } from '../html.ts';

/** Paths on a field of 20 by 20, drawn with a line of 1.6. */
const PATHS = {
  mark: '<path d="M3 11c2.2-6 3.6-6 4.6 0s2.4 6 4.6-1.5S15.600 4 17 8"/><circle cx="17" cy="8" r="1.6"/>',
  queue: '<path d="M3 5h14M3 10h14M3 15h8"/>',
  policy:
    '<path d="M10 2.500 16.500 5v5c0 4-2.800 6.500-6.500 7.500C6.300 16.500 3.500 14 3.500 10V5z"/><path d="m7.200 10 2 2 3.600-4"/>',
  log: '<path d="M8.200 11.800 11.800 8.200M9 6l1.500-1.500a3.500 3.500 0 0 1 5 5L14 11M11 14l-1.500 1.500a3.500 3.500 0 0 1-5-5L6 9"/>',
  health: '<path d="M2.500 10.500h3.500l2-5.500 4 10 2-4.500h3.500"/>',
  learning: '<path d="M3 16.500c3.500 0 4-3 6-6.500s4-6.500 8-6.500M3 3.500v13h14"/>',
  check: '<path d="m4 10.500 4 4 8-9"/>',
  alert: '<path d="M10 3 17.500 16.500h-15zM10 8v4M10 14.200v.1"/>',
  dice: '<rect x="3.500" y="3.500" width="13" height="13" rx="3"/><path d="M7.200 7.200v.1M12.800 12.800v.1M10 10v.1M12.800 7.200v.1M7.200 12.800v.1"/>',
  clock: '<circle cx="10" cy="10" r="7"/><path d="M10 6v4l2.500 2"/>',
  person: '<circle cx="10" cy="7" r="3.200"/><path d="M3.800 17c.8-3.500 3-5 6.200-5s5.400 1.500 6.200 5"/>',
  stack: '<path d="m10 3 7 3.500-7 3.500-7-3.500zM3 10l7 3.500 7-3.500M3 13.500 10 17l7-3.500"/>',
  stop: '<circle cx="10" cy="10" r="7"/><path d="m5.200 5.200 9.600 9.600"/>',
  question:
    '<circle cx="10" cy="10" r="7"/><path d="M8 8c0-2.600 4.200-2.600 4.200-.2 0 1.700-2.200 1.700-2.200 3.400M10 13.800v.1"/>',
  shield: '<path d="M10 2.500 16.500 5v5c0 4-2.800 6.500-6.500 7.500C6.300 16.500 3.500 14 3.500 10V5z"/>',
  moon: '<path d="M16.500 12A7 7 0 1 1 8 3.500 5.500 5.500 0 0 0 16.500 12z"/>',
} as const;
export type IconName = keyof typeof PATHS;

/** A picture beside words that say the same; screen readers skip it. */
export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${raw(PATHS[name])}</svg>`;
