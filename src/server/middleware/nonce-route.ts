import { json } from './answer.ts';
import { isJson } from './reading.ts';
import {
  MAX_BODY_BYTES,
  RETRY_AFTER,
  type Route,
  type RouteOptions,
  readOptions,
  refuseRequest,
} from './route.ts';

export interface NonceRouteOptions<R> extends RouteOptions<R> {
  /** Actions that a page may ask a nonce for. */
  readonly actions: readonly string[];
}

/**
 * `POST {endpoint}/nonce` with `{"op":…}` as JSON: the nonce and what the page needs with it, as JSON.
 *
 * @throws TypeError for options that are wrong
 */
export function createNonceRoute<R>(options: NonceRouteOptions<R>): Route<R> {
  const { verifier, actions, sid, isAllowed, origins } = readOptions(options);
  if (!Array.isArray(actions) || actions.length === 0)
    throw new TypeError('actions must list the actions that a page may ask a nonce for');
  const unknown = actions.find((action) => !verifier.knows(action));
  if (unknown !== undefined) throw new TypeError(`actions: ${unknown} is no action of this verifier`);
  return async (request, reading) => {
    const refused = refuseRequest(reading, { origins, isType: isJson(reading) });
    if (refused) return refused;
    const asked = await reading.field('op', MAX_BODY_BYTES);
    const action = actions.find((name) => name === asked);
    if (action === undefined) return json(400, { code: 'op_unknown' });
    if (isAllowed && !(await isAllowed(request)))
      return json(429, { code: 'too_many_requests' }, RETRY_AFTER);
    const binding = reading.header('cookie');
    const visit = sid ? { sid: await sid(request), setCookie: null } : await verifier.visit(binding);
    if (!visit.sid) return json(401, { code: 'no_session' });
    const response = await verifier.issueNonce({ action, sid: visit.sid, binding });
    return json(200, response, visit.setCookie ? { 'set-cookie': visit.setCookie } : {});
  };
}
