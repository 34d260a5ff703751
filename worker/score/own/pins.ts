import type { ReleasePolicy } from '../../../src/contract/release.ts';

/**
 * What the page's own address of a model pins, after the `#`, which no server sees:
 * `/models/stable.jws#key=THUMBPRINT&key=THUMBPRINT&min=17&channel=stable`.
 */
export function readPins(url: string): ReleasePolicy {
  const at = url.indexOf('#');
  const pins = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const min = pins.get('min') ?? '0';
  return {
    keys: pins.getAll('key'),
    // A floor that is no number is above every version: what was meant as one must not be none.
    minVersion: /^\d{1,15}$/.test(min) ? Number(min) : Number.POSITIVE_INFINITY,
    channel: pins.get('channel') ?? undefined,
  };
}
