import type { Tellsign } from '../../src/page/tellsign.ts';

declare global {
  interface Window {
    /** The script tag's global. */
    readonly tellsign?: Tellsign;
  }
}
