import type { Verifier } from '../verifier.ts';
import { type Answer, empty, json } from './answer.ts';
import type { Reading } from './reading.ts';

export interface RouteOptions<R> {
  readonly verifier: Pick<Verifier, 'issueNonce' | 'enrol' | 'visit'>;
  /**
   * Session id that nonces are bound to; undefined for a request that has none, which is then refused.
   *
   * @default the id in the `__Host-vrd` cookie, which a nonce request sets where it is absent: needs `keys.binding`
   */
  readonly sid?: (request: R) => string | undefined | Promise<string | undefined>;
  /** Nonces cost nothing; who asks without end may still be slowed down. @default everybody may */
  readonly isAllowed?: (request: R) => boolean | Promise<boolean>;
}

export interface NonceRouteOptions<R> extends RouteOptions<R> {
  /** Actions that a page may ask a nonce for. */
  readonly actions: readonly string[];
}

/** Answers one request. */
export type Route<R> = (request: R, reading: Reading) => Promise<Answer>;

/** Seconds until one who asked too often should ask again. */
const RETRY_AFTER = { 'retry-after': '60' } as const;

/** `POST {endpoint}/nonce` with `{"op":…}`: the grant as JSON. @throws TypeError for options that are wrong */
export function createNonceRoute<R>(options: NonceRouteOptions<R>): Route<R> {
  const { verifier, actions, sid, isAllowed } = readOptions(options);
  if (!Array.isArray(actions) || actions.length === 0)
    throw new TypeError('actions must list the actions that a page may ask a nonce for');
  return async (request, reading) => {
    const asked = await reading.field('op');
    const action = actions.find((name) => name === asked);
    if (action === undefined) return json(400, { code: 'op_unknown' });
    if (isAllowed && !(await isAllowed(request)))
      return json(429, { code: 'too_many_requests' }, RETRY_AFTER);
    const binding = reading.header('cookie');
    const visit = sid ? { sid: await sid(request), setCookie: null } : await verifier.visit(binding);
    if (!visit.sid) return json(401, { code: 'no_session' });
    const grant = await verifier.issueNonce({ action, sid: visit.sid, binding });
    return json(200, grant, visit.setCookie ? { 'set-cookie': visit.setCookie } : {});
  };
}

/** `POST {endpoint}/enrol` with the key's proof, `application/jwt`: 204 and the cookie, or 401, alike for every reason. */
export function createEnrolRoute<R>(options: RouteOptions<R>): Route<R> {
  const { verifier, sid, isAllowed } = readOptions(options);
  return async (request, reading) => {
    if (isAllowed && !(await isAllowed(request))) return empty(429, RETRY_AFTER);
    const [proof, session] = [await reading.text(), await sid?.(request)];
    const result = await verifier.enrol(proof, { sid: session, binding: reading.header('cookie') });
    return result.ok ? empty(204, { 'set-cookie': result.setCookie }) : empty(401);
  };
}

function readOptions<T extends RouteOptions<never>>(options: T): T {
  if (typeof options?.verifier?.issueNonce !== 'function')
    throw new TypeError('verifier must come from createVerifier');
  if (options.sid !== undefined && typeof options.sid !== 'function')
    throw new TypeError('sid must be a function');
  return options;
}
