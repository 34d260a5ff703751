import { createHash } from 'node:crypto';

/** SHA-256 as manifests have it, in lower-case hexadecimal. */
export const hashOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
