import { NextResponse } from 'next/server';

/** A strict policy, with a nonce for Next's own inline scripts. */
export function proxy(request) {
  const nonce = btoa(crypto.randomUUID());
  const isDevelopment = process.env.NODE_ENV === 'development';
  const debugging = isDevelopment ? " 'unsafe-eval'" : ''; // React's, for its stack traces
  const style = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  const policy =
    `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${debugging}; ` +
    `style-src 'self' ${style}; img-src 'self' data:; worker-src 'self'; connect-src 'self'`;
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: '/((?!_next/static|tellsign/).*)' };
