import { type Files, ISSUED, type Served } from './kit.ts';

/** What an attacker, a cache or an accident makes of a release, and what page and backend must answer. */
export interface Attack {
  readonly name: string;
  /** What lies at the address of the signed manifest. */
  readonly text: string;
  readonly files: Files;
  /** Thumbprints that are pinned. */
  readonly keys?: readonly string[];
  /** Thumbprints of root keys that are pinned. */
  readonly roots?: readonly string[];
  /** How many keys must sign, by the pins. @default none are told */
  readonly signers?: number;
  /** Floor of the list of keys that is pinned. @default 3 */
  readonly minKeyList?: number;
  /** Floor that is pinned. @default 17 */
  readonly minVersion?: number;
  /** More that stands behind the address's `#`. */
  readonly pins?: readonly (readonly [string, string])[];
  /** By the clock of whoever asks, epoch seconds. @default a day after the release */
  readonly now?: number;
  readonly worker: string;
  readonly server: string;
}

export const NOW = ISSUED + 86_400;
export const FLOOR = 17;
export const LIST_FLOOR = 3;

/** An attack that changes the manifest's text, or something around it. */
export const on = (
  { text, files }: Pick<Served, 'text' | 'files'>,
  name: string,
  {
    worker,
    server = worker,
    ...change
  }: Omit<Attack, 'name' | 'text' | 'files' | 'server'> & Partial<Pick<Attack, 'text' | 'files' | 'server'>>,
): Attack => ({ name, text, files, worker, server, ...change });
