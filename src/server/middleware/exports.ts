/** What the entry point of every framework exports besides its own guard and routes. */
export { nonceHeader } from './answer.ts';
export type {
  Circumstances,
  GuardOptions,
  NoVerdict,
  Repeated,
  VerdictOf,
  WebGuardOptions,
} from './guard.ts';
export type { NonceRouteOptions } from './nonce-route.ts';
export type { RouteOptions } from './route.ts';
