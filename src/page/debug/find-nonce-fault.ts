import type { MisconfigurationName } from '../../contract/misconfiguration.ts';
import { readNonce } from '../../wire/nonce.ts';
import type { Finding } from './finding.ts';
import { type Probed, probe } from './probe.ts';
import type { Violations } from './violations.ts';

interface Asked {
  /** Absolute address of the site's routes. */
  readonly endpoint: string;
  readonly action: string;
}

/** Why the page gets no nonce; null where it gets one now. */
export async function findNonceFault(
  { endpoint, action }: Asked,
  violations: Violations,
): Promise<Finding | null> {
  const url = `${endpoint}/nonce`;
  const answer = await probe(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ op: action }),
    credentials: 'same-origin',
  });
  const name = nameOf(answer);
  if (!name) return null;
  const directive = name === 'nonce_forbidden' && (await violations.find('connect'));
  const said = directive ? `refused by ${directive}` : answer.said;
  return {
    code: name === 'nonce_wrong_type' ? 'nonce_malformed' : 'nonce_unavailable',
    name,
    url,
    answer: [said, codeOf(answer.text)].filter(Boolean).join(' '),
  };
}

/** The routes answer 401, 403, 415 and 429 to pages that they refuse, and 400 to actions they don't know. */
function nameOf({ status, text }: Probed): MisconfigurationName | null {
  if (status === 0) return 'nonce_forbidden';
  if ([401, 403, 413, 415, 429].includes(status)) return 'nonce_refused';
  if (status === 400) return 'action_unknown';
  if (status !== 200) return 'nonce_route_missing';
  return readNonce(parse(text)) ? null : 'nonce_wrong_type';
}

/** The code in the answer's JSON, such as `origin_not_allowed`. */
function codeOf(text: string): string | undefined {
  const code = (parse(text) as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[a-z_]{1,32}$/.test(code) ? code : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
