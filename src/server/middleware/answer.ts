import type { NonceGrant } from '../../contract/protocol.ts';

/** A response as plain data: every framework has its own way to send one. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries a fresh nonce; a page of another origin sees it only with `Access-Control-Expose-Headers: Verdict-Nonce`. */
const NONCE_HEADER = 'verdict-nonce';

/** RFC 9457; the same bytes whatever was wrong, or the answer would tell a forger which check failed (§4, row 144). */
const USE_NONCE = JSON.stringify({
  type: 'urn:tellsign:use_nonce',
  title: 'A verdict for this request is needed, signed with the nonce of this answer.',
  status: 401,
});

const NO_STORE = { 'cache-control': 'no-store' } as const;

/** Every refusal: sign once more with the nonce in `Verdict-Nonce`, and where even that fails, go another way. */
export function signAgain(grant: NonceGrant | null): Answer {
  return {
    status: 401,
    headers: {
      ...NO_STORE,
      'content-type': 'application/problem+json',
      'www-authenticate': 'Verdict error="use_nonce"',
      ...(grant && { [NONCE_HEADER]: nonceHeader(grant) }),
    },
    body: USE_NONCE,
  };
}

/**
 * A grant as the value of `Verdict-Nonce`, to send ahead with any answer: an RFC 9651 item, the nonce, with its times and site as
 * parameters. The site id is printable ASCII without `"` and `\` (`VerifierOptions.audience`).
 */
export const nonceHeader = ({ nonce, now, exp, aud }: NonceGrant): string =>
  `${nonce};now=${now};exp=${exp};aud="${aud}"`;

export const json = (status: number, body: object, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { ...NO_STORE, 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const toResponse = ({ body, ...init }: Answer): Response => new Response(body, init);
