import { createHash } from 'node:crypto';
import type { Manifest, Pin, Pinned } from '../../src/contract/model.ts';

/** A file's size and SHA-256 as manifests have them. */
export const pinOf = (file: Uint8Array): Pin => ({
  bytes: file.length,
  sha256: createHash('sha256').update(file).digest('hex'),
});

/**
 * What the worker must know of a model: without names and sources, and hashes in as few characters as they
 * take.
 */
export function pinnedOf(manifest: Manifest): Pinned {
  const { weights, schema, center, scale, logitScale, bias, calibration } = manifest;
  if (!weights) throw new RangeError('pinned: no weights file');
  const { medium, high } = manifest.thresholds;
  const short = ({ bytes, sha256 }: Pin): Pin => ({ bytes, sha256: base64url(sha256) });
  return {
    id: base64url(manifest.sha256.slice(0, 32)),
    onnx: short(manifest),
    weights: short(weights),
    schema,
    center,
    scale,
    logitScale,
    bias,
    calibration,
    thresholds: { medium, high },
  };
}

const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
