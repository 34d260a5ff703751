import { sha256 } from '../../server/jws/hash.ts';
import { encodeBase64url } from '../../wire/base64url.ts';
import type { Policy } from './schema.ts';

/**
 * Name of a policy's content: SHA-256 of its canonical JSON, base64url, 43 characters. Two texts that say the
 * same have one revision, whatever their white space and the order of their members.
 */
export async function revisionOf(policy: Policy): Promise<string> {
  return encodeBase64url(await sha256(Uint8Array.from(new TextEncoder().encode(canonical(policy)))));
}

/**
 * RFC 8785 for what a policy is made of: texts, booleans, lists and members with fixed names, which no engine
 * reorders.
 */
export const canonical = (value: unknown): string => JSON.stringify(value, (_, member) => sorted(member));

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
