import type { UncheckedNonce } from '../contract/analyst.ts';

/** The header `Verdict-Nonce`: the nonce, with its times and the site's id as parameters. */
const FORM = /^([\w-]+);now=(\d+);exp=(\d+);aud="([^"]+)"$/;

/** The nonce response in a header `Verdict-Nonce`; null where there is none. */
export function parseNonceHeader(header: string | null): UncheckedNonce | null {
  const found = FORM.exec(header ?? '');
  if (!found) return null;
  const [, nonce, issued, exp, aud] = found;
  return { nonce, now: Number(issued), exp: Number(exp), aud };
}
