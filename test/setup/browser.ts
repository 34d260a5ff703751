import { buildStale, TARGET } from './build.ts';
import { findChromium } from './chromium.ts';

/**
 * Vitest's global set-up of the projects that open pages: a browser, the build under test, and the one the
 * shop serves.
 */
export default function setup(): void {
  process.env.CHROMIUM = findChromium();
  buildStale(TARGET);
  buildStale('dist');
}
