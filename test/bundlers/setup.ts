import { buildStale } from '../setup/build.ts';
import { findChromium } from '../setup/chromium.ts';

/** Vitest's global set-up: a browser, and the build that is packed. */
export default function setup(): void {
  process.env.CHROMIUM = findChromium();
  buildStale('dist');
}
