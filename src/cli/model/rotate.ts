import { createKey, type KeyFiles, showKey } from './keys.ts';

export interface Rotation extends KeyFiles {
  /** What pages and backends pin until everything is signed by the new key: the old one and the new one. */
  readonly pins: readonly [old: string, next: string];
  readonly steps: readonly string[];
}

/**
 * Makes the key that follows another, and says what to do in which order.
 *
 * @param old PEM file of the key that signs now, private or public
 */
export async function rotate(old: string, next: string): Promise<Rotation> {
  const before = await showKey(old);
  const files = await createKey(next);
  return {
    ...files,
    pins: [before, files.key],
    steps: [
      `pin both in pages and backends: #key=${before}&key=${files.key}`,
      'wait until no page is open that pins the old key alone',
      `sign the next version with ${next}`,
      `pin the new key alone: #key=${files.key}`,
      'destroy the old key; where it was stolen, do this at once: pages with the old pins use the compiled-in model',
    ],
  };
}
