import { empty } from './answer.ts';
import {
  MAX_BODY_BYTES,
  RETRY_AFTER,
  type Route,
  type RouteOptions,
  readOptions,
  refuseRequest,
} from './route.ts';

const PROOF_TYPE = /^application\/jwt\b/i;

/**
 * `POST {endpoint}/enrol` with the key's proof as `application/jwt`: 204 and the cookie, or 401. Every proof
 * that is refused gets the same answer.
 *
 * @throws TypeError for options that are wrong
 */
export function createEnrolRoute<R>(options: RouteOptions<R>): Route<R> {
  const { verifier, sid, isAllowed, origins } = readOptions(options);
  return async (request, reading) => {
    const isType = PROOF_TYPE.test(reading.header('content-type') ?? '');
    const refused = refuseRequest(reading, { origins, isType });
    if (refused) return refused;
    if (isAllowed && !(await isAllowed(request))) return empty(429, RETRY_AFTER);
    const proof = await reading.text(MAX_BODY_BYTES);
    const session = await sid?.(request);
    const result = await verifier.enrol(proof, { sid: session, binding: reading.header('cookie') });
    return result.ok ? empty(204, { 'set-cookie': result.setCookie }) : empty(401);
  };
}
