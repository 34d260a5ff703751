import { createKey, type KeyFiles, showKey } from './keys.ts';

export interface Rotation extends KeyFiles {
  /** The old key and the new one. */
  readonly pins: readonly [old: string, next: string];
  readonly steps: readonly string[];
}

export interface RotateRequest {
  /** PEM file of the key that signs now, private or public. */
  readonly old: string;
  /** PEM file to write. */
  readonly next: string;
  /** Pages pin a root, which lists the keys that sign. @default they pin the keys */
  readonly isListed?: boolean | undefined;
  /** Thumbprint of the key of a second signer, which stays. @default one key signs */
  readonly other?: string | undefined;
}

/** Makes the key that follows another, and says what to do in which order. */
export async function rotate({ old, next, isListed, other }: RotateRequest): Promise<Rotation> {
  const before = await showKey(old);
  const files = await createKey(next);
  const { key } = files;
  const signed = `sign the next version with ${next}${other ? ' and countersign it with the other key' : ''}`;
  const second = other ? ` --pin ${other} --signers 2` : '';
  const listing = `tellsign model keys list --root ROOT.pem --pin ${key}${second} --version NEXT`;
  const steps = isListed
    ? [`list the new key: ${listing}`, signed, 'serve list and release at once; pins stay as they are']
    : other
      ? [signed, `serve it, and pin the new pair at once: #key=${key}&key=${other}&signers=2`]
      : [
          `pin both in pages and backends: #key=${before}&key=${key}`,
          'wait until no page is open that pins the old key alone',
          signed,
          `pin the new key alone: #key=${key}`,
        ];
  return { ...files, pins: [before, key], steps: [...steps, `destroy the old key; ${STOLEN}`] };
}

const STOLEN =
  'where it was stolen, do all of this at once: pages that come in between use the compiled-in model';
