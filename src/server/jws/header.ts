import { type Checked, fail, type Members } from '../checked.ts';
import { type PublicKey, readKey } from './key.ts';

export const HEADER_MEMBERS: ReadonlySet<string> = new Set(['alg', 'jwk', 'typ']);

/**
 * The protected header is exactly `alg`, `jwk`, `typ` (§1.3, §1.11). With several faults the first of this
 * order counts, which is the order of §2.3: another message (`wrong_type`), another algorithm, an unknown
 * member, then the key. An absent member is a wrong one. The algorithm is compared, never used to choose
 * code.
 */
export function readHeader(header: Members, typ: string): Checked<PublicKey> {
  if (header.typ !== typ) return fail('wrong_type');
  if (header.alg !== 'ES256') return fail('alg_not_allowed');
  if (Object.keys(header).some((name) => !HEADER_MEMBERS.has(name))) return fail('claim_unknown');
  return readKey(header.jwk);
}
