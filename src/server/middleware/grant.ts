import type { Verifier } from '../verifier.ts';
import { type Answer, json } from './answer.ts';
import type { Reading } from './reading.ts';

export interface NonceRouteOptions<R> {
  readonly verifier: Pick<Verifier, 'issueNonce'>;
  /** Operations that a page may ask a nonce for. */
  readonly ops: readonly string[];
  /** Session id the nonce is bound to. */
  readonly sid: (request: R) => string | undefined | Promise<string | undefined>;
  /** Nonces cost nothing; who asks without end may still be slowed down. @default everybody may */
  readonly isAllowed?: (request: R) => boolean | Promise<boolean>;
}

/** Seconds until one who asked too often should ask again. */
const RETRY_AFTER = '60';

/** `POST {endpoint}/nonce` with `{"op":…}`: the grant as JSON. @throws TypeError for options that are wrong */
export function createNonceRoute<R>(
  options: NonceRouteOptions<R>,
): (request: R, reading: Reading) => Promise<Answer> {
  const { verifier, ops, sid, isAllowed } = options ?? {};
  if (typeof verifier?.issueNonce !== 'function')
    throw new TypeError('verifier must come from createVerifier');
  if (!Array.isArray(ops) || ops.length === 0)
    throw new TypeError('ops must list the operations that a page may ask a nonce for');
  if (typeof sid !== 'function') throw new TypeError('sid must be a function');
  return async (request, reading) => {
    const op = await reading.field('op');
    const known = ops.find((name) => name === op);
    if (known === undefined) return json(400, { code: 'op_unknown' });
    const id = await sid(request);
    if (!id) return json(401, { code: 'no_session' });
    if (isAllowed && !(await isAllowed(request)))
      return json(429, { code: 'too_many_requests' }, { 'retry-after': RETRY_AFTER });
    return json(200, await verifier.issueNonce({ op: known, sid: id }));
  };
}
