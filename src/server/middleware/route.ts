import { checkKnown } from '../known-options.ts';
import type { Verifier } from '../verifier.ts';
import { type Answer, json } from './answer.ts';
import { isOwnPage } from './own-page.ts';
import { isLonger, type Reading } from './reading.ts';

export interface RouteOptions<R> {
  readonly verifier: Pick<Verifier, 'issueNonce' | 'enrol' | 'visit' | 'knows'>;
  /**
   * Session id that nonces are bound to; undefined for a request that has none, which is then refused.
   *
   * @default the id in the `__Host-vrd` cookie; a nonce request sets it where it is absent (needs
   * `keys.binding`)
   */
  readonly sid?: ((request: R) => string | undefined | Promise<string | undefined>) | undefined;
  /** Whether this client may have a nonce now: a rate limit. @default everybody may */
  readonly isAllowed?: ((request: R) => boolean | Promise<boolean>) | undefined;
  /**
   * Origins whose pages may send requests, such as `https://www.shop.example`, besides the origin of the
   * request's own URL. Needed if a proxy changes the host, or the page has another subdomain. @default none
   */
  readonly origins?: readonly string[] | undefined;
}

/** Answers one request. */
export type Route<R> = (request: R, reading: Reading) => Promise<Answer>;

/** A11: a nonce request has 30 bytes, a proof with a handover under 4 KB. */
export const MAX_BODY_BYTES = 8192;
/**
 * Seconds after which a client that was slowed down may try again. Chosen: most limits count by the minute.
 */
export const RETRY_AFTER = { 'retry-after': '60' } as const;

/**
 * What both routes refuse: pages of other sites, bodies of another type, bodies that are too long. Null: go
 * on.
 */
export function refuseRequest(
  reading: Reading,
  { origins = [], isType }: { readonly origins?: readonly string[] | undefined; readonly isType: boolean },
): Answer | null {
  if (!isOwnPage(reading, origins)) return json(403, { code: 'origin_not_allowed' });
  if (!isType) return json(415, { code: 'type_not_allowed' });
  return isLonger(reading, MAX_BODY_BYTES) ? json(413, { code: 'too_long' }) : null;
}

/** Both routes may be given the same options. */
const OPTIONS = { verifier: true, actions: true, sid: true, isAllowed: true, origins: true } as const;

/** @throws TypeError naming the option that is wrong */
export function readOptions<T extends RouteOptions<never>>(options: T): T {
  const { verifier, sid, isAllowed, origins = [] } = options ?? {};
  if (typeof verifier?.issueNonce !== 'function')
    throw new TypeError('verifier must come from createVerifier');
  checkKnown(options, OPTIONS);
  for (const [name, value] of Object.entries({ sid, isAllowed }))
    if (value !== undefined && typeof value !== 'function') throw new TypeError(`${name} must be a function`);
  if (!Array.isArray(origins) || !origins.every(isOrigin))
    throw new TypeError('origins must list origins, such as https://www.shop.example');
  return options;
}

/** Browsers send origins without a path and without a slash at the end. */
const isOrigin = (value: unknown): boolean =>
  typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
