import type { ReleasePolicy } from '../../../src/contract/release.ts';

const MANY: readonly string[] = ['key', 'root'];
const ONE: readonly string[] = ['min', 'list', 'signers', 'channel'];
const isOnce = (name: string, names: readonly string[]) => names.indexOf(name) === names.lastIndexOf(name);

/** Without a pin its list is empty. */
type Pins = ReleasePolicy & Readonly<Record<'keys' | 'roots', readonly string[]>>;

/**
 * What the page's own address of a model pins, after the `#`, which no server sees:
 * `/models/stable.jws#key=THUMBPRINT&key=THUMBPRINT&min=17&channel=stable`, or a root key and the least
 * version of its list, `#root=THUMBPRINT&list=3&min=17`. With `signers=2` two keys must have signed.
 */
export function readPins(url: string): Pins {
  const at = url.indexOf('#');
  const pins = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const names = [...pins.keys()];
  const isSound =
    names.every((name) => MANY.includes(name) || (ONE.includes(name) && isOnce(name, names))) &&
    (floorOf(pins.get('list')) === 0 || pins.has('root'));
  // A floor that is misspelt, or of a list that nobody reads, must not be none, and of two floors not the
  // lower one count: then nothing is pinned.
  if (!isSound) return { keys: [], roots: [] };
  return {
    keys: pins.getAll('key'),
    roots: pins.getAll('root'),
    signers: floorOf(pins.get('signers')),
    minKeyList: floorOf(pins.get('list')),
    minVersion: floorOf(pins.get('min')),
    channel: pins.get('channel') ?? undefined,
  };
}

/** What is no number is above every version and count: what was meant as a floor must not be none. */
const floorOf = (text: string | null): number =>
  /^\d{1,15}$/.test(text ?? '0') ? Number(text) : Number.POSITIVE_INFINITY;
