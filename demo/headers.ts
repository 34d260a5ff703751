import type { MiddlewareHandler } from 'hono';

/**
 * No inline script or style, no eval; Trusted Types with the one policy the SDK needs for `new Worker`
 * (protocol §5).
 */
export const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types vrd#worker',
].join('; ');

/** A worker obeys the policy of its own response: only there may WebAssembly compile. */
export const WORKER_CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Sets the security headers of every response. Files below `workerPath` get the worker's policy, everything
 * else the page's.
 */
export function securityHeaders(workerPath: string): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const isWorkerFile = context.req.path.startsWith(workerPath) && context.res.status < 400;
    context.header('Content-Security-Policy', isWorkerFile ? WORKER_CSP : PAGE_CSP);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'same-origin');
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    context.header('Cross-Origin-Resource-Policy', 'same-origin');
  };
}
