import type { NonceResponse } from '../../contract/protocol.ts';

/** A response as plain data, because every framework sends one in its own way. */
export interface Answer {
  readonly status: 200 | 204 | 400 | 401 | 403 | 404 | 405 | 413 | 415 | 429 | 503;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: no content. */
  readonly body: string | null;
}

/**
 * RFC 9457. The same bytes for every refusal, so that a forger does not learn which check failed (§4, row
 * 144).
 */
const USE_NONCE = JSON.stringify({
  type: 'urn:tellsign:use_nonce',
  title: 'A verdict for this request is needed, signed with the nonce of this answer.',
  status: 401,
});

const NO_STORE = { 'cache-control': 'no-store' } as const;

/** The answer to every refusal. The page signs once more with the nonce in `Verdict-Nonce`. */
export function signAgain(nonce: NonceResponse | null): Answer {
  return {
    status: 401,
    headers: {
      ...NO_STORE,
      'content-type': 'application/problem+json',
      'www-authenticate': 'Verdict error="use_nonce"',
      ...(nonce && { 'verdict-nonce': nonceHeader(nonce) }),
    },
    body: USE_NONCE,
  };
}

/**
 * A nonce response as the value of the header `Verdict-Nonce`, which any answer may carry: an RFC 9651 item,
 * the nonce, with its times and site as parameters. The site id is printable ASCII without `"` and `\`
 * (`VerifierOptions.audience`).
 */
export const nonceHeader = ({ nonce, now, exp, aud }: NonceResponse): string =>
  `${nonce};now=${now};exp=${exp};aud="${aud}"`;

export function json(status: Answer['status'], body: object, headers: Answer['headers'] = {}): Answer {
  const fixed = { ...NO_STORE, 'content-type': 'application/json' };
  return { status, headers: { ...fixed, ...headers }, body: JSON.stringify(body) };
}

export const empty = (status: Answer['status'], headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { ...NO_STORE, ...headers },
  body: null,
});
