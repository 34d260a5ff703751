import type { PublicKey } from './key.ts';

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/**
 * ES256 by the platform. Both r‖s and r‖(n − s) verify (§1.3), so nothing may ever be keyed on the bytes of a
 * signature. False too for a signature that is not 64 bytes, and where the platform refuses the key.
 */
export async function isSignedBy(
  key: PublicKey,
  { signed, signature }: { readonly signed: string; readonly signature: Uint8Array<ArrayBuffer> | null },
): Promise<boolean> {
  if (signature?.length !== 64) return false;
  try {
    const imported = await crypto.subtle.importKey('raw', key.point, KEY, false, ['verify']);
    return await crypto.subtle.verify(SIGNATURE, imported, signature, new TextEncoder().encode(signed));
  } catch {
    return false;
  }
}
