import { createHash } from 'node:crypto';
import type { Pin } from '../../src/contract/model.ts';

/** A file's size and SHA-256 as manifests have them. */
export const pinOf = (file: Uint8Array): Pin => ({
  bytes: file.length,
  sha256: createHash('sha256').update(file).digest('hex'),
});
